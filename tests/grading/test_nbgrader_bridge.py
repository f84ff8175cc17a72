"""nbgrader's own commands grade as ``autograder grade`` does: same points, same boundary, same words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from traitlets.config import PyFileConfigLoader

from autograder import nbgrader_bridge
from autograder.course import Course
from autograder.runner import Records, grade_class
from autograder.sandbox import why_unavailable
from tests.attacks.test_attacks import LiveMarkup
from tests.grading.faults import grades, write
from tests.grading.nbgrader_course import HIDDEN, NAME, PATCHES_NUMPY, RIGHT, TAXICAB, hostile, make_course, notebook

sandboxed = pytest.mark.skipif(why_unavailable() is not None, reason=f"no sandbox: {why_unavailable()}")
PROGRAMS = Path(sys.executable).parent
PATIENCE_SECONDS = 240


def nbgrader(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What the terminal shows of ``nbgrader WORDS`` in the course folder, standard error included."""
    environment = os.environ | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *words], cwd=course, env=environment, text=True, timeout=PATIENCE_SECONDS,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def a_class(root: Path) -> Path:
    """Right and wrong answers, cheats, and what cannot be graded."""
    course = make_course(
        root,
        good=notebook(RIGHT, "Because."),
        wrong=notebook(TAXICAB, "Because."),
        hostile=hostile(),
        patches=notebook(PATCHES_NUMPY),
        without_checks=notebook(PATCHES_NUMPY, checks=False),
        broken=notebook(RIGHT)[:300],
    )
    (course / "submitted" / "empty" / NAME).mkdir(parents=True)
    write(course / "submitted" / "good" / NAME / "timestamp.txt", "2026-03-02 15:58:23.948203 Asia/Seoul")
    write(course / "submitted" / "wrong" / NAME / "timestamp.txt", "half past nine")
    write(course / "submitted" / "two\nlines" / NAME / f"{NAME}.ipynb", notebook(RIGHT))
    return course


def state(course: Path) -> dict[str, object]:
    """All that grading writes: grades, and the graded notebooks and records with their times."""
    files = [path for name in ("autograded", ".autograder") for path in (course / name).rglob("*") if path.is_file()]
    times = {str(path.relative_to(course)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}
    return {"grades": grades(course), **times}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The class, graded by ``nbgrader autograde``, and what that said."""
    course = a_class(tmp_path_factory.mktemp("course"))
    return course, nbgrader(course, "autograde", NAME)


@pytest.mark.slow
@sandboxed
def test_the_gradebook_is_the_same(graded: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    course, _ = graded
    other = a_class(tmp_path)
    grade_class(Course(other), NAME)
    assert grades(course) == grades(other)
    for student in ("good", "hostile"):
        path = Path("autograded", student, NAME, f"{NAME}.ipynb")
        assert json.loads((course / path).read_text()) == json.loads((other / path).read_text())


@sandboxed
def test_only_answers_earn(graded: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    course, _ = graded
    points = {record["student"]: record["score"] for record in Records(Course(course), NAME).load_all()}
    assert points == {
        "good": 5, "wrong": 0, "hostile": 0, "patches": 0, "without_checks": 0, "broken": 0, "empty": 0,
    }  # fmt: skip


@sandboxed
def test_the_time_of_handing_in_is_kept(graded: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    course, _ = graded
    with Gradebook(Course(course).gradebook_url) as gradebook:
        found = {student: gradebook.find_submission(NAME, student).timestamp for student in ("good", "wrong")}
    assert found == {"good": datetime(2026, 3, 2, 6, 58, 23, 948203), "wrong": None}


@sandboxed
def test_what_could_not_be_graded_is_named(graded: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _, run = graded
    assert run.returncode != 0
    assert "Not graded: broken: ps.ipynb is not a complete notebook file" in run.stdout
    assert "Not graded: empty: no notebook named ps.ipynb was handed in" in run.stdout
    assert "Not graded: two\\nlines: the folder's name cannot be a student's id" in run.stdout
    assert run.stdout.count("Not graded") == 3
    assert f"{NAME}, good: 5 of 9 points" in run.stdout
    assert "Traceback" not in run.stdout


@pytest.mark.slow
@sandboxed
def test_an_error_of_the_course_is_said(tmp_path: Path) -> None:
    course = make_course(tmp_path, good=notebook(RIGHT))
    (course / "source" / NAME / f"{NAME}.ipynb").write_text("{")
    run = nbgrader(course, "autograde", NAME)
    assert run.returncode != 0
    assert "not a readable notebook" in run.stdout


@pytest.mark.slow
@sandboxed
def test_one_student_alone(tmp_path: Path) -> None:
    course = make_course(tmp_path, good=notebook(RIGHT), wrong=notebook(TAXICAB), broken="{")
    run = nbgrader(course, "autograde", NAME, "--student", "good")
    assert run.returncode == 0, run.stdout
    assert {student for student, *_ in grades(course)} == {"good"}
    assert sorted(path.name for path in (course / "autograded").iterdir()) == ["good"]


@pytest.mark.slow
@sandboxed
def test_excluded_students_are_left_out(tmp_path: Path) -> None:
    course = make_course(tmp_path, good=notebook(RIGHT), wrong=notebook(TAXICAB), broken="{")
    run = nbgrader(course, "autograde", NAME, "--CourseDirectory.student_id_exclude=broken,wrong")
    assert run.returncode == 0, run.stdout
    assert {student for student, *_ in grades(course)} == {"good"}


@pytest.mark.slow
@sandboxed
def test_a_rerun_changes_nothing_unless_forced(
    graded: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    course = tmp_path / "course"
    shutil.copytree(graded[0], course)
    before = state(course)
    again = nbgrader(course, "autograde", NAME)
    assert again.returncode != 0, "what is broken stays named"
    assert state(course) == before
    nbgrader(course, "autograde", NAME, "--force")
    forced = state(course)
    assert forced["grades"] == before["grades"]
    assert forced != before, "nothing was graded again"


@pytest.mark.slow
@sandboxed
def test_feedback_is_inert_and_keeps_hidden_tests_hidden(
    graded: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    course = tmp_path / "course"
    shutil.copytree(graded[0], course)
    run = nbgrader(course, "generate_feedback", NAME)
    assert run.returncode == 0, run.stdout
    pages = {path.parts[-3]: path.read_text(encoding="utf-8") for path in course.glob(f"feedback/*/{NAME}/*.html")}
    assert sorted(pages) == ["good", "hostile", "patches", "without_checks", "wrong"]
    for student, page in pages.items():
        assert "norm-values" in page
        assert HIDDEN not in page, student
        assert "HIDDEN TESTS" not in page, student
    assert "A hidden check failed" in pages["wrong"]
    assert "student_process.py" not in pages["hostile"], "the grader's own frames are no help"
    assert "window.hostile" in pages["hostile"], "the student's text is shown, as text"
    assert LiveMarkup(pages["hostile"]).found == LiveMarkup(pages["wrong"]).found


def test_settings_may_be_read_again_and_again(tmp_path: Path) -> None:
    """Formgrader reads them at every request."""
    course = make_course(tmp_path)
    read = [PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config() for _ in range(3)]
    assert read[0] == read[1] == read[2]
    assert read[0].CourseDirectory.root == str(course)
    assert Autograde.convert_notebooks is nbgrader_bridge.convert_notebooks
