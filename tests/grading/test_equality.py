"""Honest work gets the same points from this grader as from plain `nbgrader autograde`, check by check."""

from __future__ import annotations

import pytest

from autograder.course import Course
from autograder.demo import MadeUpClass
from benchmarks.grading import ROOT, grade_ours, grade_plain, hand_in, scores

ASSIGNMENTS = sorted(
    folder.name for folder in (ROOT / "autograder" / "bank").iterdir() if (ROOT / "source" / folder.name).is_dir()
)
# Check -> why plain nbgrader is wrong there.
DIFFERENCES: dict[str, str] = {}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_correct_style_has_the_same_points(assignment, tmp_path):
    made = MadeUpClass(Course(ROOT), assignment)
    styles = max(len(list((made.bank / question).glob("correct_*.py"))) for question in made.questions())
    submissions = [made.from_bank("correct", number) for number in range(styles)]
    # Honest mistakes: a handful a question.
    submissions += [made.from_bank("wrong", 5 * number) for number in range(4)]
    found = {}
    for name, grade in {"plain": grade_plain, "ours": grade_ours}.items():
        hand_in(tmp_path / name, made, submissions)
        grade(tmp_path / name, assignment)
        found[name] = scores(tmp_path / name, assignment)
    assert len(found["ours"]) >= len(submissions) * len(made.questions())
    assert found["ours"].keys() == found["plain"].keys()
    different = {
        key: (found["plain"][key], points)
        for key, points in found["ours"].items()
        if found["plain"][key] != points and key[1] not in DIFFERENCES
    }
    assert different == {}
