"""Reading submissions as data."""

import contextlib
import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course import SourceCell, SourceNotebook
from autograder.intake import Unreadable, copy_data_files, parse_notebook, read_submission, rebuild


def answer(grade_id):
    return SourceCell("code", "### BEGIN SOLUTION\n1\n### END SOLUTION", grade_id, solution=True)


def check(grade_id):
    return SourceCell("code", f"assert {grade_id!r}", grade_id, graded=True, locked=True, points=1)


NOTEBOOK = SourceNotebook("ps", (answer("q1"), check("q1-a"), answer("q2"), check("q2-a")))


def cell(source, grade_id=None, kind="code", **info):
    metadata = {"nbgrader": {"grade_id": grade_id, **info}} if grade_id else {}
    return {"cell_type": kind, "source": source, "metadata": metadata, "outputs": []}


def texts(submission):
    return [c.source for c in submission.cells]


def test_answers_replace_stubs_and_checks_come_from_the_source():
    rebuilt = rebuild(NOTEBOOK, [cell("a", "q1"), cell("pass", "q1-a"), cell("b", "q2"), cell("assert 'q2-a'", "q2-a")])
    assert texts(rebuilt) == ["a", "assert 'q1-a'", "b", "assert 'q2-a'"]
    assert rebuilt.notes == ["cell q1-a was changed; the released one was used"]


def test_order_points_and_kinds_come_from_the_source():
    moved = [cell("x", "q1-a", kind="markdown", points=99, grade=False), cell("b", "q2"), cell("a", "q1", kind="raw")]
    rebuilt = rebuild(NOTEBOOK, moved)
    assert [c.origin.grade_id for c in rebuilt.cells] == ["q1", "q1-a", "q2", "q2-a"]
    assert [c.kind for c in rebuilt.cells] == ["code"] * 4
    assert texts(rebuilt)[0] == "a"


def test_further_cells_stay_behind_the_cell_they_follow():
    rebuilt = rebuild(NOTEBOOK, [cell("first"), cell("a", "q1"), cell("helper"), cell("b", "q2"), cell("last")])
    assert texts(rebuilt) == ["first", "a", "helper", "assert 'q1-a'", "b", "last", "assert 'q2-a'"]


def test_doubled_answers_both_run_and_copied_checks_do_not():
    doubled = [cell("a", "q1"), cell("a2", "q1"), cell("pass", "q1-a"), cell("pass", "q1-a"), cell("assert 'q1-a'")]
    rebuilt = rebuild(NOTEBOOK, doubled)
    assert texts(rebuilt)[:3] == ["a", "a2", "assert 'q1-a'"]
    assert "pass" not in texts(rebuilt)
    assert texts(rebuilt).count("assert 'q1-a'") == 1


def test_missing_answer_is_noted():
    rebuilt = rebuild(NOTEBOOK, [cell("a", "q1")])
    assert "answer cell q2 is missing" in rebuilt.notes
    assert not rebuilt.cells[2].answered


@pytest.mark.parametrize("metadata", [[], None, 3, {"nbgrader": []}, {"nbgrader": {"grade_id": ["q1"]}}])
def test_odd_metadata_is_no_obstacle(metadata):
    odd = {"cell_type": "code", "source": ["a\n", "b"], "metadata": metadata}
    assert texts(rebuild(NOTEBOOK, [odd]))[0] == "a\nb"


def notebook_bytes(**content):
    return json.dumps({"nbformat": 4, "cells": [], **content}).encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"{", "not a complete notebook"),
        (b"\xff\xfe{\0}\0", "UTF-16"),
        (b'{"a": "\xe9"}', "not UTF-8"),
        (b"[]", "not a notebook"),
        (notebook_bytes(nbformat=3), "format 3"),
        (notebook_bytes(nbformat=99), "format 99"),
        (notebook_bytes(cells=None), "no list of cells"),
        (notebook_bytes(cells=[{}] * 6000), "6,000 cells"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    ],
)
def test_unreadable_files_are_named_with_the_reason(data, reason):
    with pytest.raises(Unreadable, match=reason):
        parse_notebook(data, "ps.ipynb")


def test_byte_order_mark_is_accepted():
    assert parse_notebook(b"\xef\xbb\xbf" + notebook_bytes(), "ps.ipynb") == []


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_crash_the_parser(data):
    with contextlib.suppress(Unreadable):
        parse_notebook(data, "ps.ipynb")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
fields = st.fixed_dictionaries(
    {}, optional={"cell_type": json_values, "source": json_values, "metadata": json_values, "outputs": json_values}
)


@settings(max_examples=300, deadline=None)
@given(st.lists(fields, max_size=6))
def test_no_cells_crash_the_rebuilding(cells):
    rebuilt = rebuild(NOTEBOOK, cells)
    assert [c.origin.grade_id for c in rebuilt.cells if c.origin] == ["q1", "q1-a", "q2", "q2-a"]


def test_links_and_pipes_are_refused(tmp_path):
    (tmp_path / "secret.ipynb").write_bytes(notebook_bytes())
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "ps.ipynb").symlink_to(tmp_path / "secret.ipynb")
    with pytest.raises(Unreadable, match="not a regular file"):
        read_submission(NOTEBOOK, folder)
    (folder / "ps.ipynb").unlink()
    os.mkfifo(folder / "ps.ipynb")
    with pytest.raises(Unreadable, match="not a regular file"):
        read_submission(NOTEBOOK, folder)


def test_another_name_is_reported(tmp_path):
    (tmp_path / "ps (1).ipynb").write_bytes(notebook_bytes())
    with pytest.raises(Unreadable, match=r"no notebook named ps\.ipynb.*ps \(1\)"):
        read_submission(NOTEBOOK, tmp_path)


def test_data_files_are_copied_without_following_links(tmp_path):
    folder, target = tmp_path / "in", tmp_path / "out"
    (folder / "sub").mkdir(parents=True)
    target.mkdir()
    (folder / "sub" / "data.csv").write_text("1,2")
    (folder / "passwd").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    (folder / "timestamp.txt").write_text("2001-01-01")
    notes = copy_data_files(folder, target)
    assert [str(p.relative_to(target)) for p in sorted(target.rglob("*")) if p.is_file()] == ["sub/data.csv"]
    assert len(notes) == 2
