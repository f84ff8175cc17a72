"""The canonical form of notebooks: what is dropped, what stays, and what is reported."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import notebooks
from autograder.course import cell_source


def make_cell(cell_type: str = "code", source: Any = "x = 1\n", **fields: Any) -> dict[str, Any]:
    return {"cell_type": cell_type, "metadata": {}, "source": source, **fields}


def make_notebook(*cells: dict[str, Any], minor: int = 5) -> dict[str, Any]:
    metadata = {"kernelspec": {"name": "venv"}}
    return {"nbformat": 4, "nbformat_minor": minor, "metadata": metadata, "cells": list(cells)}


def write(path: Path, notebook: Any) -> Path:
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def test_outputs_and_counts_are_dropped() -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "42"}
    cell = notebooks.canonical(make_notebook(make_cell(outputs=[output], execution_count=7)))["cells"][0]
    assert cell["outputs"] == []
    assert cell["execution_count"] is None


def test_only_the_metadata_with_a_meaning_stays() -> None:
    metadata = {
        "collapsed": True,
        "scrolled": False,
        "editable": True,
        "deletable": False,
        "slideshow": {"slide_type": ""},
        "tags": ["b", "a", "b"],
        "nbgrader": {"grade_id": "conv2d"},
        "execution": {"iopub.busy": "2026"},
    }
    cell = notebooks.canonical(make_notebook(make_cell(metadata=metadata)))["cells"][0]
    assert cell["metadata"] == {"deletable": False, "tags": ["a", "b"], "nbgrader": {"grade_id": "conv2d"}}


def test_ids_are_unique_valid_and_kept_where_they_can_be() -> None:
    named = make_cell(metadata={"nbgrader": {"grade_id": "conv2d values"}}, id="not valid")
    cells = [
        make_cell(id="a"),
        make_cell(id="a"),
        make_cell(),
        named,
        make_cell(id="cell-03"),
        make_cell("markdown"),
    ]
    ids = [cell["id"] for cell in notebooks.canonical(make_notebook(*cells))["cells"]]
    assert ids == ["a", "cell-02", "cell-03-2", "conv2d-values", "cell-03", "cell-06"]


cell_texts = st.text(st.characters(codec="utf-8"), max_size=40)
any_cell = st.builds(
    make_cell,
    st.sampled_from(["code", "markdown", "raw"]),
    st.one_of(cell_texts, st.lists(cell_texts, max_size=3)),
    id=st.sampled_from(["a", "b", "cell-02", "", "not valid", None, 3]),
)


@given(st.lists(any_cell, max_size=6))
def test_canonical_keeps_the_text_is_idempotent_and_valid(cells: list[dict[str, Any]]) -> None:
    notebook = make_notebook(*cells)
    once = notebooks.canonical(notebook)
    assert [cell_source(cell) for cell in once["cells"]] == [cell_source(cell) for cell in cells]
    assert [cell["cell_type"] for cell in once["cells"]] == [cell["cell_type"] for cell in cells]
    text = notebooks.dumps(once)
    assert notebooks.dumps(notebooks.canonical(json.loads(text))) == text
    nbformat.validate(json.loads(text))
    assert len({cell["id"] for cell in once["cells"]}) == len(cells)


@pytest.mark.parametrize(
    "thing",
    [
        [],
        {},
        {"nbformat": 3, "worksheets": []},
        make_notebook(make_cell("heading")),
        make_notebook(make_cell(metadata=3)),
        make_notebook(make_cell(source=3)),
        {**make_notebook(), "cells": ["x = 1"]},
    ],
)
def test_what_is_no_notebook_is_refused(thing: Any, tmp_path: Path) -> None:
    with pytest.raises(notebooks.NotebookError):
        notebooks.canonical(thing)
    path = write(tmp_path / "odd.ipynb", thing)
    assert len(notebooks.check(path)) == 1
    assert str(path) in notebooks.check(path)[0]


def test_a_broken_file_is_reported_by_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text("{", encoding="utf-8")
    assert notebooks.check(path)[0].startswith(f"{path}: not a readable notebook")


def test_check_names_every_difference_and_fix_mends_them(tmp_path: Path) -> None:
    dirty = make_notebook(
        make_cell(outputs=[{"output_type": "stream"}], execution_count=3, id="a"),
        make_cell(metadata={"scrolled": True}, id="a"),
        minor=4,
    )
    path = write(tmp_path / "dirty.ipynb", dirty)
    problems = "\n".join(notebooks.check(path))
    for expected in [
        "nbformat is 4.4",
        "kernelspec",
        "cell 1 (a) stores outputs",
        "cell 1 (a) stores an execution count",
        "cell 2 (cell-02) has no valid id",
        "not kept: scrolled",
    ]:
        assert expected in problems
    assert notebooks.fix(path)
    assert notebooks.check(path) == []
    assert not notebooks.fix(path)
    assert path.read_bytes().endswith(b"}\n")


def test_a_difference_of_the_text_alone_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "indented.ipynb"
    clean = notebooks.canonical(make_notebook(make_cell("markdown", "한국어")))
    path.write_text(json.dumps(clean, indent=2, sort_keys=True), encoding="utf-8")
    assert "JSON is not sorted" in notebooks.check(path)[0]
    notebooks.fix(path)
    assert "한국어" in path.read_text(encoding="utf-8")


def test_the_program_reports_and_mends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "dirty.ipynb", make_notebook(make_cell(execution_count=3)))
    assert notebooks.main([str(path)]) == 1
    assert "stores an execution count" in capsys.readouterr().out
    assert notebooks.main(["--fix", str(path)]) == 0
    assert notebooks.main([str(path)]) == 0


def test_find_leaves_checkpoints_out(tmp_path: Path) -> None:
    for name in [
        "course/week01/01_a.ipynb",
        "source/a/a.ipynb",
        "course/.ipynb_checkpoints/b.ipynb",
        "docs/c.ipynb",
    ]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write(tmp_path / name, make_notebook())
    assert [path.name for path in notebooks.find(tmp_path)] == ["01_a.ipynb", "a.ipynb"]
