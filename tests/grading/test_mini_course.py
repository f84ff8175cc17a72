"""A course of plain asserts, as nbgrader's users write them: every kind of question, from hand-in to gradebook."""

from __future__ import annotations

import json

import pytest
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.runner import grade_class
from autograder.sandbox import why_unavailable

pytestmark = pytest.mark.skipif(why_unavailable() is not None, reason=f"no sandbox: {why_unavailable()}")

RIGHT = {
    "mean": "def mean(values):\n    return sum(values) / len(values)",
    "why": "Because sums are linear.",
    "Tally": (
        "class Tally:\n"
        "    def __init__(self, words=()):\n        self.words = list(words)\n"
        "    def add(self, word):\n        self.words.append(word)\n        return self\n"
        "    def most(self):\n        return max(sorted(set(self.words)), key=self.words.count)\n"
        "    def __len__(self):\n        return len(self.words)\n"
        "    def __eq__(self, other):\n        return sorted(self.words) == sorted(other.words)\n"
        "    def __add__(self, other):\n        return Tally(self.words + other.words)"
    ),
    "twice": "def twice(function, value):\n    return function(function(value))",
    "scale": (
        "def scale(values, factor):\n"
        "    for index in range(len(values)):\n        values[index] = values[index] * factor"
    ),
}
CHECKS = {
    "mean-values": "sum(mean(v) == want for v, want in [([1, 2], 1.5), ([4], 4), ([-1, 1], 0), ([-2, -4], -3)])",
    "Tally-counts": "t = Tally(['b', 'a']).add('b')\nassert t.most() == 'b'\nassert len(t) == 3",
    "Tally-equal": (
        "assert Tally('ab') == Tally('ba')\nassert Tally('ab') != Tally('aa')\n"
        "assert len(Tally('ab') + Tally('c')) == 3"
    ),
    "twice-values": (
        "seen = []\ndef double(x):\n    seen.append(x)\n    return 2 * x\n"
        "assert twice(double, 3) == 12\nassert seen == [3, 6]\n"
        "assert (twice(lambda a: a + 1, np.zeros(2)) == 2).all()\n"
        "assert twice(lambda a: twice(lambda b: b + 1, a), 5) == 9"
    ),
    "twice-errors": (
        "def refuse(x):\n    raise KeyError('no')\ntry:\n    twice(refuse, 1)\nexcept KeyError:\n    pass\n"
        "else:\n    assert False, 'the error of the function did not come through'"
    ),
    "scale-list": "numbers = [1, 2, 3]\nassert scale(numbers, 2) is None\nassert numbers == [2, 4, 6]",
    "scale-array": "row = np.arange(3.0)\nview = row[1:]\nscale(row, 3.0)\nassert view.tolist() == [3.0, 6.0]",
}
POINTS = {"mean-values": 4, "Tally-counts": 2, "Tally-equal": 1, "twice-values": 1, "twice-errors": 1,
          "scale-list": 1, "scale-array": 1}  # fmt: skip
PARTS = {"part1": ("mean", "why"), "part2": ("Tally", "twice", "scale")}


def cell(kind, source, grade_id, **info):
    flags = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    content = {"cell_type": kind, "id": grade_id, "source": source, "metadata": {"nbgrader": flags | info}}
    content["metadata"]["nbgrader"]["grade_id"] = grade_id
    return content | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def notebook(part, answers):
    cells = [cell("code", "import numpy as np", f"{part}-setup", locked=True)]
    for name in PARTS[part]:
        if name == "why":
            cells.append(cell("markdown", answers.get(name, ""), name, grade=True, solution=True, points=3))
            continue
        cells.append(cell("code", answers.get(name, "raise NotImplementedError('to do')"), name, solution=True))
        for check in (check for check in CHECKS if check.startswith(f"{name}-")):
            cells.append(cell("code", CHECKS[check], check, grade=True, locked=True, points=POINTS[check]))
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def write(course, student, answers=None, **texts):
    """Hand in both parts; ``texts`` replaces a part's file, None leaves it out."""
    folder = course.submitted / student / "hw"
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        text = texts.get(part, json.dumps(notebook(part, answers or {})))
        if text is not None:
            (folder / f"{part}.ipynb").write_text(text)


SUBMISSIONS = {
    "all_right": RIGHT,
    "untouched": {},
    "no_negatives": RIGHT | {"mean": "def mean(values):\n    return abs(sum(values)) / len(values)", "why": ""},
    "returns_new": RIGHT | {"scale": "def scale(values, factor):\n    return [v * factor for v in values]"},
    "calls_once": RIGHT | {"twice": "def twice(function, value):\n    return function(value)"},
    "swallows_error": RIGHT
    | {"twice": "def twice(f, x):\n    try:\n        return f(f(x))\n    except Exception:\n        return None"},
    "dies_in_class": RIGHT
    | {"Tally": "import os\nclass Tally:\n    def __init__(self, words=()):\n        os._exit(1)"},
    "no_class": RIGHT | {"Tally": "def Tally(words=()):\n    return list(words)"},
    "too_generous": RIGHT
    | {"mean": "class Yes(float):\n    __eq__ = lambda self, other: True\nmean = lambda v: 10**9"},
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    for part in PARTS:
        path = root / "source" / "hw" / f"{part}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        marked = {
            name: f"### BEGIN SOLUTION\n{text}\n### END SOLUTION" for name, text in RIGHT.items() if name != "why"
        }
        path.write_text(json.dumps(notebook(part, marked)))
    return Course(root)


@pytest.fixture(scope="module")
def records(course):
    for student, answers in SUBMISSIONS.items():
        write(course, student, answers)
    write(course, "half_a_file", RIGHT, part2=json.dumps(notebook("part2", RIGHT))[:300])
    write(course, "one_part", RIGHT, part1=None)
    return {record["student"]: record for record in grade_class(course, "hw")}


def scores(record):
    return {c["id"]: c["score"] for question in record["questions"] for c in question["cells"]}


ALL = {**{name: float(points) for name, points in POINTS.items()}, "why": None}
ZERO = {**dict.fromkeys(POINTS, 0.0), "why": None}


@pytest.mark.parametrize(
    ("student", "expected"),
    [
        ("all_right", ALL),
        ("untouched", {**ZERO, "why": 0.0}),
        ("no_negatives", {**ALL, "mean-values": 3.0, "why": 0.0}),
        ("returns_new", {**ALL, "scale-list": 0.0, "scale-array": 0.0}),
        ("calls_once", {**ALL, "twice-values": 0.0}),
        ("swallows_error", {**ALL, "twice-errors": 0.0}),
        ("dies_in_class", {**ALL, "Tally-counts": 0.0, "Tally-equal": 0.0}),
        ("no_class", {**ALL, "Tally-counts": 0.0, "Tally-equal": 0.0}),
        ("too_generous", {**ALL, "mean-values": 0.0}),
        ("half_a_file", {**ZERO, "mean-values": 4.0}),
        ("one_part", {**ALL, "mean-values": 0.0, "why": 0.0}),
    ],
)
def test_scores(records, student, expected):
    if student == "half_a_file":
        expected = expected | {"why": None}
    assert scores(records[student]) == expected


def test_points_of_all_notebooks_are_added(records):
    assert {record["max_score"] for record in records.values()} == {14.0}
    assert records["all_right"]["score"] == 11.0


def test_broken_parts_are_lines_with_reasons(records):
    assert records["half_a_file"]["status"] == "unreadable"
    assert "part2.ipynb is not a complete notebook" in records["half_a_file"]["reason"]
    assert records["one_part"]["status"] == "missing"
    assert "no notebook named part1.ipynb" in records["one_part"]["reason"]
    others = {
        record["status"] + record["reason"]
        for name, record in records.items()
        if name not in ("half_a_file", "one_part")
    }
    assert others == {"graded"}


def test_lost_points_have_messages(records):
    for record in records.values():
        for question in record["questions"]:
            for content in question["cells"]:
                assert content["message"] or content["score"] in (None, content["max_score"])


def test_gradebook_holds_what_the_records_say(course, records):
    with Gradebook(course.gradebook_url) as gradebook:
        for student, record in records.items():
            found = {
                grade.name: grade.auto_score
                for notebook_row in gradebook.find_submission("hw", student).notebooks
                for grade in notebook_row.grades
            }
            assert found == scores(record)
            waiting = [g.name for n in gradebook.find_submission("hw", student).notebooks for g in n.grades
                       if g.needs_manual_grade]  # fmt: skip
            assert waiting == [name for name, score in scores(record).items() if score is None]


def test_graded_notebooks_are_where_formgrader_looks(course, records):
    for part in PARTS:
        content = json.loads((course.autograded / "all_right" / "hw" / f"{part}.ipynb").read_text())
        assert [c["metadata"]["nbgrader"]["grade_id"] for c in content["cells"]] == [
            c["metadata"]["nbgrader"]["grade_id"] for c in notebook(part, {})["cells"]
        ]
    assert not (course.autograded / "one_part" / "hw" / "part1.ipynb").exists()


def test_second_run_grades_only_what_changed(course, records):
    write(course, "untouched", {"mean": RIGHT["mean"], "why": "Because."})
    write(course, "all_right", RIGHT | {"mean": "def mean(values):\n    return 0"})
    fresh = []
    told = []
    again = grade_class(
        course,
        "hw",
        on_result=lambda record, new: fresh.append(record["student"]) if new else None,
        on_check=lambda *check: told.append(check),
    )
    assert sorted(fresh) == ["all_right", "untouched"]
    assert {student for student, _, _ in told} == set(fresh)
    assert ("untouched", "mean", 4.0) in told
    found = {record["student"]: scores(record) for record in again}
    assert found["all_right"] == {**ALL, "mean-values": 1.0}, "an older, better score was kept"
    assert found["untouched"] == {**ZERO, "mean-values": 4.0}
    with Gradebook(course.gradebook_url) as gradebook:
        assert gradebook.find_submission("hw", "all_right").score == 8.0
        assert gradebook.find_submission("hw", "untouched").score == 4.0
        assert len(gradebook.assignment_submissions("hw")) == len(records)
