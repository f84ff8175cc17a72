"""What a student sees after pressing nbgrader's Validate button in JupyterLab."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from autograder import notebooks
from autograder.build import build
from autograder.course import Course, cell_source

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
NAME = "week01_convolution"
NAMES = sorted(path.name for path in (REPOSITORY / "source").iterdir() if path.is_dir())
LAB_SECONDS, VALIDATION_SECONDS = 60, 240

FLIPPED = """
unflipped = conv2d
def conv2d(images, weights, bias=None, stride=1, padding=0, dilation=1):
    return unflipped(images, weights[::-1, ::-1], bias, stride, padding, dilation)
"""

Address = Callable[[str], str]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with the assignment of every week, released."""
    root = tmp_path_factory.mktemp("validate") / "course"
    root.mkdir()
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    shutil.copytree(REPOSITORY / "source", root / "source")
    build(root)
    return root


def write_answers(course: Path, name: str = NAME, **additions: str) -> str:
    """Fill a released notebook with the right answers, each with its addition; return the file's name."""
    source = notebooks.read(course / "source" / name / f"{name}.ipynb")
    answers = {
        cell["id"]: cell_source(cell)
        for cell in source["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }
    student = notebooks.read(course / "release" / name / f"{name}.ipynb")
    for cell in student["cells"]:
        if cell["id"] in answers:
            cell["source"] = answers[cell["id"]] + additions.get(cell["id"], "")
    path = course / "answers.ipynb"
    path.write_text(notebooks.dumps(notebooks.canonical(student)), encoding="utf-8")
    return path.name


def validate(page: Page, address: str) -> Locator:
    """Open a notebook, press Validate, and return the dialog that appears."""
    page.goto(address)
    button = page.locator(".validate-button")
    button.wait_for(timeout=LAB_SECONDS * 1000)
    button.click()
    dialog = page.locator(".jp-Dialog", has_text="Validation Results")
    dialog.wait_for(timeout=VALIDATION_SECONDS * 1000)
    return dialog


@pytest.mark.parametrize("name", NAMES)
def test_right_answers_pass(name: str, course: Path, jupyterlab: Callable[[Path], Address], page: Page) -> None:
    dialog = validate(page, jupyterlab(course)(write_answers(course, name)))
    assert "Success! Your notebook passes all the tests." in dialog.inner_text()


def test_a_flipped_kernel_is_named(course: Path, jupyterlab: Callable[[Path], Address], page: Page) -> None:
    dialog = validate(page, jupyterlab(course)(write_answers(course, conv2d=FLIPPED)))
    text = dialog.inner_text()
    assert "conv2d: wrong values" in text
    assert "Two operations, one name" in text
    assert "conv_parameters: wrong" not in text


@pytest.mark.parametrize("name", NAMES)
def test_the_untouched_release_says_what_is_not_written(
    name: str, course: Path, jupyterlab: Callable[[Path], Address], page: Page
) -> None:
    questions = set(Course(course).assignment(name).notebooks[0].questions().values())
    text = validate(page, jupyterlab(course)(f"release/{name}/{name}.ipynb")).inner_text()
    assert [question for question in sorted(questions) if f"{question}: not written yet." not in text] == []
