"""The release that is made from a source: what is in it, and which sources are refused."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from nbgrader.apps import NbGrader

from autograder import notebooks
from autograder.build import BuildError, build
from autograder.course import Cell, cell_source

REPOSITORY = Path(__file__).resolve().parents[2]
NAME = "week00_double"
SOLUTION = '''def double(x):
    """Return 2x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
'''
HIDDEN = """assert double(2) == 4
### BEGIN HIDDEN TESTS
assert double(1234) == 2468
### END HIDDEN TESTS
"""


def graded_cell(source: str, grade_id: str, *, points: int | None = None, solution: bool = False) -> Cell:
    nbgrader = {"schema_version": 3, "grade_id": grade_id, "grade": points is not None, "solution": solution,
                "locked": not solution, "task": False}  # fmt: skip
    if points is not None:
        nbgrader["points"] = points
    return {"cell_type": "code", "id": grade_id, "metadata": {"nbgrader": nbgrader}, "source": source,
            "execution_count": None, "outputs": []}  # fmt: skip


def text_cell(source: str) -> Cell:
    return {"cell_type": "markdown", "id": "title", "metadata": {}, "source": source}


def good_cells() -> list[Cell]:
    return [
        text_cell("# Doubling"),
        graded_cell(SOLUTION, "double", solution=True),
        graded_cell(HIDDEN, "double-values", points=2),
    ]


def write_source(course: Path, cells: list[Cell], name: str = NAME) -> Path:
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": notebooks.METADATA, "cells": cells}
    path = course / "source" / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notebooks.dumps(notebooks.canonical(notebook)), encoding="utf-8")
    return path


@pytest.fixture
def course(tmp_path: Path) -> Path:
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    write_source(tmp_path, good_cells())
    return tmp_path


def released(course: Path, name: str = NAME) -> dict[str, str]:
    notebook = json.loads((course / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    return {cell["id"]: cell_source(cell) for cell in notebook["cells"]}


def test_the_release_holds_stub_and_visible_checks_only(course: Path) -> None:
    assert build(course) == [f"release/{NAME}/{NAME}.ipynb: missing"]
    stub = 'raise NotImplementedError("double is yours to write")'
    assert released(course) == {
        "title": "# Doubling",
        "double": f'def double(x):\n    """Return 2x."""\n    {stub}\n',
        "double-values": "assert double(2) == 4\n",
    }


def test_the_release_is_canonical_and_reproducible(course: Path) -> None:
    build(course)
    path = course / "release" / NAME / f"{NAME}.ipynb"
    first = path.read_bytes()
    assert notebooks.check(path) == []
    assert build(course) == []
    path.unlink()
    build(course)
    assert path.read_bytes() == first


def test_nbgraders_own_command_makes_the_same_release(course: Path) -> None:
    build(course)
    path = course / "release" / NAME / f"{NAME}.ipynb"
    ours = path.read_bytes()
    programs = Path(sys.executable).parent
    run = subprocess.run(
        [programs / "nbgrader", "generate_assignment", NAME, "--force"],
        cwd=course,
        env=os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert path.read_bytes() == ours


def test_building_leaves_the_gradebook_and_the_source_alone(course: Path) -> None:
    before = (course / "source" / NAME / f"{NAME}.ipynb").read_bytes()
    build(course)
    assert (course / "source" / NAME / f"{NAME}.ipynb").read_bytes() == before
    assert sorted(path.name for path in course.iterdir()) == ["nbgrader_config.py", "release", "source"]


def test_check_reports_and_writes_nothing(course: Path) -> None:
    assert build(course, check=True) == [f"release/{NAME}/{NAME}.ipynb: missing"]
    assert not (course / "release").exists()
    build(course)
    cells = good_cells()
    cells[0]["source"] = "# Doubling numbers"
    write_source(course, cells)
    (course / "release" / NAME / "notes.txt").write_text("left over", encoding="utf-8")
    assert build(course, check=True) == [
        f"release/{NAME}/{NAME}.ipynb: differs from its source in title",
        f"release/{NAME}/notes.txt: no source makes this file",
    ]
    assert released(course)["title"] == "# Doubling"
    build(course)
    assert build(course, check=True) == []
    assert released(course)["title"] == "# Doubling numbers"


def test_a_release_without_source_goes_when_all_is_built(course: Path) -> None:
    write_source(course, good_cells(), "week00_old")
    build(course)
    shutil.rmtree(course / "source" / "week00_old")
    assert build(course, [NAME], check=True) == []
    assert build(course) == ["release/week00_old/week00_old.ipynb: no source makes this file"]
    assert build(course, check=True) == []


def test_a_release_in_other_form_or_order_is_reported(course: Path) -> None:
    build(course)
    path = course / "release" / NAME / f"{NAME}.ipynb"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert build(course, check=True) == [
        f"release/{NAME}/{NAME}.ipynb: holds the cells of its source in another order or form"
    ]
    path.write_text("{", encoding="utf-8")
    assert "not a notebook" in build(course, check=True)[0]


def edit(**changes: Any) -> Callable[[list[Cell]], None]:
    """A change of the nbgrader metadata of the check cell."""
    return lambda cells: cells[2]["metadata"]["nbgrader"].update(changes)


def rewrite(index: int, old: str, new: str) -> Callable[[list[Cell]], None]:
    def change(cells: list[Cell]) -> None:
        assert old in cells[index]["source"]
        cells[index]["source"] = cells[index]["source"].replace(old, new)

    return change


REFUSED = {
    "no markers": (
        lambda cells: cells[1].update(source="def double(x):\n    return 2 * x\n"),
        "cell 2 (double) is a solution without ### BEGIN SOLUTION and ### END SOLUTION",
    ),
    "no end of the solution": (rewrite(1, "### END SOLUTION", ""), "cell 2 (double) has a BEGIN without its END"),
    "no end of the tests": (rewrite(2, "### END HIDDEN TESTS", ""), "(double-values) has a BEGIN without its END"),
    "end before begin": (
        rewrite(2, HIDDEN, "### END HIDDEN TESTS\n### BEGIN HIDDEN TESTS\n"),
        "cell 3 (double-values) has a BEGIN without its END",
    ),
    "nested": (
        rewrite(1, "return", "### BEGIN SOLUTION\n    ### END SOLUTION\n    return"),
        "cell 2 (double) has a BEGIN without its END",
    ),
    "solution in a check": (
        rewrite(2, "assert double(2) == 4", SOLUTION),
        "holds a solution, but is not a solution cell",
    ),
    "hidden tests ungraded": (rewrite(0, "# Doubling", HIDDEN), "cell 1 holds hidden tests, but is not graded"),
    "no points": (edit(points=None), "cell 3 (double-values) is graded, but has no points"),
    "zero points": (edit(points=0), "cell 3 (double-values) is graded, but has no points"),
    "unlocked check": (edit(locked=False), "cell 3 (double-values) is a check, but not locked"),
    "duplicate ids": (edit(grade_id="double"), "2 cells share the grade id 'double'"),
    "no id": (edit(grade_id=""), "cell 3 needs a grade id"),
    "strange id": (edit(grade_id="double values"), "cell 3 (double values) needs a grade id"),
    "check before its question": (list.reverse, "is graded, but no solution cell stands before it"),
    "misspelt marker": (rewrite(2, "HIDDEN TESTS", "HIDDEN TEST"), "still holds 'BEGIN HIDDEN'"),
    "nothing but hidden tests": (rewrite(2, "assert double(2) == 4\n", ""), "cell 3 (double-values) is empty"),
    "marker in small letters": (
        rewrite(1, "### BEGIN", "### begin solution\n    ### BEGIN"),
        "still holds 'begin solution'",
    ),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_source_is_refused_with_its_reason(reason: str, course: Path) -> None:
    change, message = REFUSED[reason]
    cells = good_cells()
    change(cells)
    write_source(course, cells)
    with pytest.raises(BuildError) as refusal:
        build(course)
    assert message in str(refusal.value)
    assert not (course / "release").exists()


def test_files_beside_the_notebook_are_refused(course: Path) -> None:
    (course / "source" / NAME / "answers.py").write_text("double = lambda x: 2 * x", encoding="utf-8")
    checkpoint = course / "source" / NAME / ".ipynb_checkpoints" / "old.ipynb"
    checkpoint.parent.mkdir()
    checkpoint.write_text("{}", encoding="utf-8")
    with pytest.raises(BuildError, match=r"answers.py: nbgrader would copy it") as refusal:
        build(course)
    assert "checkpoints" not in str(refusal.value)


def test_a_missing_or_unreadable_source_is_refused(course: Path) -> None:
    with pytest.raises(BuildError, match=r"source/week99: there is no notebook week99.ipynb"):
        build(course, ["week99"])
    (course / "source" / NAME / f"{NAME}.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(BuildError, match="not a readable notebook"):
        build(course)


def test_every_reason_is_told_at_once(course: Path) -> None:
    cells = good_cells()
    edit(points=0, locked=False)(cells)
    write_source(course, cells)
    write_source(course, [text_cell("# Empty"), graded_cell("x", "x", solution=True)], "week00_other")
    with pytest.raises(BuildError) as refusal:
        build(course)
    assert len(str(refusal.value).splitlines()) == 3


def test_the_configuration_can_be_read_again_and_again(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course)
    app = NbGrader()
    app.load_config_file()
    once = deepcopy(app.config)
    app.load_config_file()
    assert app.config == once
    assert app.config.CourseDirectory.root == str(course)
