"""Every wrong answer of a bank, graded in the sandbox and tried in process: both must give the same points.

    python -m tests.grading.whole_bank week01_convolution [ASSIGNMENT ...]

`test_equality` compares a few of them with plain nbgrader in every run of the long suite; this takes minutes a week.
Hidden checks draw the same cases on both sides. Prints the answers that got other points, and ends with an error when
there are any.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from unittest import mock

from autograder.audit import audit
from autograder.course import Course
from autograder.demo import MadeUpClass
from autograder.runner import grade_class
from benchmarks.grading import ROOT, hand_in, scores

SEED = 1
Points = dict[tuple[str, str], set[float]]  # question and answer -> what it got, at each time that it was handed in


def graded(assignment: str, folder: Path) -> Points:
    """Points of all wrong answers, handed in side by side: the first of each question, the second of each, and so on.

    A question with fewer of them hands in its first ones again.
    """
    course = Course(ROOT)
    made = MadeUpClass(course, assignment)
    files = {question: sorted((made.bank / question).glob("wrong_*.py")) for question in made.questions()}
    count = max(map(len, files.values()))
    hand_in(folder, made, [made.from_bank("wrong", number) for number in range(count)])
    with mock.patch("autograder.runner.seed_for", return_value=SEED):
        grade_class(Course(folder), assignment)
    questions = course.assignment(assignment).notebooks[0].questions()
    totals: dict[tuple[str, str], float] = defaultdict(float)
    for (student, cell), points in scores(folder, assignment).items():
        totals[student, questions[cell]] += points
    found: Points = defaultdict(set)
    for (student, question), points in totals.items():
        if files.get(question):
            number = int(student.removeprefix("student"))
            found[question, files[question][number % len(files[question])].stem].add(points)
    return found


def tried(assignment: str) -> Points:
    """Points of all wrong answers in the audit, which runs checks and answer in one process, without a sandbox."""
    week = int(assignment[4:6])
    return {
        (result.question, f"wrong_{verdict.name}"): {verdict.points}
        for result in audit(ROOT, week)
        for verdict in result.of("wrong")
    }


def main(assignments: list[str]) -> int:
    """Compare some assignments; the number of answers with other points."""
    total = 0
    os.environ["CNN_COURSE_CHECK_SEED"] = str(SEED)
    for assignment in assignments:
        with tempfile.TemporaryDirectory() as folder:
            here, there = tried(assignment), graded(assignment, Path(folder))
        different = [key for key in here.keys() | there.keys() if here.get(key) != there.get(key)]
        for key in sorted(different):
            print(f"{'/'.join(key)}: {here.get(key)} in process, {there.get(key)} in the sandbox")
        print(f"{assignment}: {len(here)} wrong answers, {len(different)} with other points")
        total += len(different)
    return total


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
