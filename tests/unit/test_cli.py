"""The command line: help that a teacher understands, and one clear line for every wrong call."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console
from rich.progress import Progress
from typer.testing import CliRunner

from autograder.cli import app, week_number
from autograder.console import LiveTable, class_summary, grade_table, remark
from autograder.course import CourseError

runner = CliRunner()
COMMANDS = ["build", "grade", "feedback", "report", "audit", "demo", "doctor", "site"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    shown = runner.invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert "Usage" in shown.output


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "source" / "ps"
    folder.mkdir(parents=True)
    cell = {"cell_type": "code", "id": "a", "source": "x = 1", "metadata": {}, "outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "ps.ipynb").write_text(json.dumps(notebook))
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade", "other"], "there is no assignment 'other'"),
        (["grade", "ps"], "nobody has handed in ps"),
        (["grade", "ps", "--student", "zoe"], "no folder submitted/<student>/ps for: zoe"),
        (["feedback", "other"], "there is no assignment 'other'"),
        (["feedback", "ps"], "ps has not been graded yet"),
        (["report", "ps"], "ps has not been graded yet"),
        (["audit", "ps"], "'ps' is not a week"),
    ],
)
def test_wrong_calls_end_with_one_clear_line(course, arguments, said):
    result = runner.invoke(app, [*arguments, "--course", str(course)])
    assert result.exit_code == 1
    assert said in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_a_folder_that_is_no_course_is_named(tmp_path):
    result = runner.invoke(app, ["grade", "ps", "--course", str(tmp_path)])
    assert result.exit_code == 1
    assert "not a course directory" in " ".join(result.output.split())


def test_demo_does_not_touch_a_folder_with_something_in_it(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    result = runner.invoke(app, ["demo", "--folder", str(tmp_path)])
    assert result.exit_code == 1
    assert "is not empty" in " ".join(result.output.split())
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("07", 7), ("week03", 3), ("week01_convolution", 1)])
def test_weeks_have_several_names(text, number):
    assert week_number(text) == number


@pytest.mark.parametrize("text", ["", "first", "week", "1st", "weekly_1"])
def test_what_is_no_week_is_refused(text):
    with pytest.raises(CourseError, match="not a week"):
        week_number(text)


def record(student, score, **more):
    question = {"notebook": "ps", "question": "q", "score": score, "max_score": 2.0, "cells": []}
    base = {"student": student, "status": "graded", "reason": "", "score": score, "max_score": 2.0, "notes": []}
    return base | {"seconds": 1.0, "questions": [question], "digest": "d"} | more


def test_json_has_every_student_and_no_digest():
    summary = class_summary("ps", [record("ann", 2.0), record("bob", 0.0)])
    assert summary["max_score"] == 2.0
    assert [student["student"] for student in summary["students"]] == ["ann", "bob"]
    assert all("digest" not in student for student in summary["students"])


def test_table_has_a_row_per_student_and_the_reason():
    rows = [record("ann", 2.0), record("bob", 0.0, status="unreadable", reason="ps.ipynb is empty", questions=[])]
    table = grade_table("ps", rows)
    assert table.row_count == 2
    assert remark(rows[1]) == "ps.ipynb is empty"
    assert remark(record("cem", 0.0, notes=["one", "two", "three"])) == "one (and 2 more)"


def test_live_table_has_a_row_for_each_submission_under_way():
    progress = Progress(console=Console(file=io.StringIO()))
    live = LiveTable(progress, "ps", 2)
    for check in (("zoe", "mean", 1.0), ("adam", "mean", 0.0), ("zoe", "median", 2.5)):
        live.on_check(*check)
    rows = {task.description.strip(): task.fields for task in progress.tasks}
    assert rows["zoe"] == {"question": "median", "points": "3.5 points"}
    assert rows["adam"] == {"question": "mean", "points": "0 points"}
    live.on_result({"student": "zoe", "status": "graded", "score": 3.5, "max_score": 4.0, "seconds": 0.1}, True)
    assert [task.description.strip() for task in progress.tasks] == ["ps", "adam"]
    assert progress.tasks[0].completed == 1
