"""Makes nbgrader's own ways of grading use this grader: ``nbgrader autograde`` and formgrader's Autograde button.

Formgrader constructs ``Autograde`` by itself, so a subclass would not reach its button, and nbgrader copies a
submission's files and reads its notebooks before any preprocessor runs. The method that does the work is therefore
replaced; ``nbgrader_config.py`` calls ``install``, as often as nbgrader reads it.
"""

from __future__ import annotations

from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearHiddenTests, GetGrades

from autograder.course import Course, CourseError
from autograder.gradebook import handed_in_at
from autograder.runner import grade_class
from autograder.sandbox import SandboxUnavailable

# nbgrader's feedback shows graded notebooks as they are; hidden tests must not be in them.
FEEDBACK_PREPROCESSORS = [GetGrades, ClearHiddenTests, CSSHTMLHeaderPreprocessor]


def convert_notebooks(self: Autograde) -> None:
    """Grade the chosen submissions, in the sandbox and in parallel.

    Who has handed in is looked up as ``autograder grade`` does, not by nbgrader's patterns: those leave out students
    whose folder holds no notebook, and stop at a folder with an odd name.

    Raises:
        NbGraderException: when one of them could not be graded; all others have been.
    """
    course, assignment = Course(Path(self.coursedir.root)), self.coursedir.assignment_id
    excluded = self.coursedir.student_id_exclude.split(",")
    students = [
        student
        for student in course.students(assignment)
        if student not in excluded and fnmatchcase(student, self.coursedir.student_id)
    ]
    try:
        records = grade_class(course, assignment, students=students, force=self.force)
    except (CourseError, SandboxUnavailable) as error:
        self.log.error(str(error))
        raise NbGraderException(str(error)) from error
    problems = []
    for record in records:
        points = f"{record['score']:g} of {record['max_score']:g} points"
        self.log.info("%s, %s: %s", assignment, record["student"], points)
        if record["status"] != "graded":
            problems.append(f"{record['student']}: {record['reason']}")
    for problem in problems:
        self.log.error("Not graded: %s", problem)
    if problems:
        raise NbGraderException("Some submissions could not be graded: " + "; ".join(problems))


def get_submitted_timestamp(self: NbGraderAPI, assignment_id: str, student_id: str) -> datetime | None:
    """When a submission was handed in; one student's odd file must not close formgrader's list of all."""
    return handed_in_at(Path(self.coursedir.root) / "submitted" / student_id / assignment_id)


def install() -> None:
    """Put these functions in the place of nbgrader's."""
    Autograde.convert_notebooks = convert_notebooks
    NbGraderAPI.get_submitted_timestamp = get_submitted_timestamp
