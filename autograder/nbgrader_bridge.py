"""Makes nbgrader's own ways of grading use this grader: ``nbgrader autograde`` and formgrader's Autograde button.

Formgrader constructs ``Autograde`` by itself, so a subclass would not reach its button, and nbgrader copies a
submission's files and reads its notebooks before any preprocessor runs. The one method that does the work is therefore
replaced; ``nbgrader_config.py`` calls ``install``, as often as nbgrader reads it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearHiddenTests, GetGrades

from autograder.course import Course, CourseError
from autograder.runner import grade_class
from autograder.sandbox import SandboxUnavailable

# nbgrader's feedback shows graded notebooks as they are; hidden tests must not be in them.
FEEDBACK_PREPROCESSORS = [GetGrades, ClearHiddenTests, CSSHTMLHeaderPreprocessor]


def convert_notebooks(self: Autograde) -> None:
    """Grade the submissions that nbgrader found, in the sandbox and in parallel.

    Raises:
        NbGraderException: when one of them could not be graded; all others have been.
    """
    students = defaultdict(list)
    pattern = self._format_source("(?P<assignment>.*)", "(?P<student>.*)", escape=True)
    for folder in sorted(self.assignments):
        found = re.match(pattern, folder)
        if found is None:
            raise NbGraderException(f"{folder} is not the folder of a submission")
        students[found["assignment"]].append(found["student"])
    problems = []
    for assignment, names in students.items():
        try:
            records = grade_class(Course(Path(self.coursedir.root)), assignment, students=names, force=self.force)
        except (CourseError, SandboxUnavailable) as error:
            raise NbGraderException(str(error)) from error
        for record in records:
            points = f"{record['score']:g} of {record['max_score']:g} points"
            self.log.info("%s, %s: %s", assignment, record["student"], points)
            if record["status"] != "graded":
                problems.append(f"{record['student']}: {record['reason']}")
    for problem in problems:
        self.log.error("Not graded: %s", problem)
    if problems:
        raise NbGraderException("Some submissions could not be graded: " + "; ".join(problems))


def install() -> None:
    """Put ``convert_notebooks`` in the place of nbgrader's."""
    Autograde.convert_notebooks = convert_notebooks
