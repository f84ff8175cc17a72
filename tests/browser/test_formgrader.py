"""A teacher grades with formgrader's button, and reads what a hostile student handed in."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from autograder.sandbox import why_unavailable
from tests.grading.faults import write
from tests.grading.nbgrader_course import HIDDEN, NAME, RIGHT, hostile, make_course, notebook

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(why_unavailable() is not None, reason=f"no sandbox: {why_unavailable()}"),
]

PATIENCE = 120_000  # milliseconds in which a submission is graded, on a machine under load
BROKEN = "<img src=x onerror=window.hostile='name'>.ipynb"

Server = Callable[[Path], Callable[[str], str]]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    root = make_course(tmp_path / "course", good=notebook(RIGHT, "Because."), hostile=hostile())
    write(root / "submitted" / "good" / NAME / "timestamp.txt", "2026-03-02 15:58:23.948203 UTC")
    write(root / "submitted" / "hostile" / NAME / "timestamp.txt", "half past nine")
    return root


@pytest.fixture
def formgrader(course: Path, jupyter: Server, page: Page) -> Page:
    """Formgrader's list of who handed in, reached as a teacher does; it may load nothing from elsewhere."""

    def only_here(route: Route) -> None:
        route.continue_() if route.request.url.startswith(("http://127.0.0.1:", "file:")) else route.abort()

    page.route(lambda address: True, only_here)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    page.goto(jupyter(course)("formgrader"))
    page.locator("td.num-submissions a").click()
    expect(page.locator("td.student-id")).not_to_have_count(0)
    return page


def press(page: Page, student: str, icon: str) -> str:
    """Press an icon in a student's row, and return what the dialog says."""
    row(page, student).locator(f"td.{icon} a").click()
    dialog = page.locator(".modal-dialog")
    dialog.wait_for(timeout=PATIENCE)
    text = dialog.inner_text()
    dialog.get_by_role("button", name="OK").click()
    expect(dialog).to_have_count(0)
    return text


def row(page: Page, student: str) -> Locator:
    return page.locator("tr", has=page.locator("td.student-id", has_text=re.compile(f"^{student}$")))


def graded_on_the_command_line(course: Path, elsewhere: Path) -> dict[str, str]:
    """Points as formgrader writes them, from ``autograder grade --json`` on the same submissions."""
    other = make_course(elsewhere)
    (other / "submitted").symlink_to(course / "submitted")
    command = [sys.executable, "-m", "autograder", "grade", NAME, "--course", str(other), "--json", "scores.json"]
    subprocess.run(command, cwd=elsewhere, check=True, timeout=PATIENCE / 1000, capture_output=True)
    students = json.loads((elsewhere / "scores.json").read_text())["students"]
    return {record["student"]: f"{record['score']:g} / {record['max_score']:g}" for record in students}


def keep(page: Page, name: str) -> None:
    """A picture for whoever wants to look: in $CNN_COURSE_PICTURES, when that is set."""
    if folder := os.environ.get("CNN_COURSE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_the_button_grades_and_a_hostile_submission_is_inert(formgrader: Page, course: Path, tmp_path: Path) -> None:
    page = formgrader
    assert "Success" in press(page, "good", "autograde")
    expect(row(page, "good").locator("td.status")).to_have_text("needs manual grading")
    expect(row(page, "hostile").locator("td.status")).to_have_text("needs autograding")
    assert "Success" in press(page, "hostile", "autograde")
    expected = graded_on_the_command_line(course, tmp_path / "other")
    assert expected == {"good": "5 / 9", "hostile": "0 / 9"}
    for student, score in expected.items():
        expect(row(page, student).locator("td.score")).to_have_text(score)
    keep(page, "formgrader-submissions")
    assert "Success" in press(page, "hostile", "generate-feedback")
    feedback = (course / "feedback" / "hostile" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert "A hidden check failed" in feedback
    assert HIDDEN not in feedback

    submissions = page.url
    row(page, "hostile").locator("td.student-name a").click()
    page.locator("td.name a").click()
    expect(page.locator("input.score").first).to_be_visible()
    expect(page.locator("#norm-values")).to_have_attribute("placeholder", "0")
    page.wait_for_timeout(1000)  # for what would run late
    keep(page, "formgrader-hostile")
    shown = page.locator("#notebook-container").first
    assert "window.hostile = 'after all ends'" in shown.inner_text(), "it is shown, as text"
    assert HIDDEN in shown.inner_text(), "the teacher reads the hidden tests"
    assert page.evaluate("window.hostile") is None
    live = "script, iframe, svg, style, form, img, .hostile, [href^='javascript:'], [onerror], [onload]"
    assert shown.locator(live).count() == 0

    page.locator("#why").fill("3")
    page.locator("#why").blur()
    expect(page.locator(".score-saved").last).to_be_visible()
    page.goto(submissions)
    expect(row(page, "hostile").locator("td.score")).to_have_text("3 / 9")
    page.goto((course / "feedback" / "hostile" / NAME / f"{NAME}.html").as_uri())
    page.wait_for_timeout(1000)
    keep(page, "feedback-hostile")
    assert page.evaluate("window.hostile") is None


def test_a_submission_that_cannot_be_graded_is_an_error(formgrader: Page, course: Path) -> None:
    page = formgrader
    folder = course / "submitted" / "good" / NAME
    (folder / f"{NAME}.ipynb").rename(folder / BROKEN)
    text = press(page, "good", "autograde")
    assert "There was an error" in text
    assert "no notebook named ps.ipynb was handed in" in text
    assert page.evaluate("window.hostile") is None
    assert "Success" in press(page, "hostile", "autograde"), "the server grades on"
