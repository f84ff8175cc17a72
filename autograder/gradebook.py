"""The one writer: puts results into nbgrader's gradebook, one transaction a submission."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import nbformat
from nbgrader.api import Assignment as AssignmentRow
from nbgrader.api import BaseCell, Comment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import parse_utc

from autograder.course import Assignment, Course, CourseError
from autograder.grading import Result
from autograder.intake import Unreadable, read_regular_file

MAX_TIMESTAMP = 100  # bytes


def register_assignment(course: Course, assignment: Assignment) -> None:
    """Save the assignment's cells and points in the gradebook, as ``nbgrader generate_assignment`` does.

    Raises:
        CourseError: when graded cells were added or removed after submissions had been graded.
    """
    with Gradebook(course.gradebook_url) as gradebook:
        gradebook.update_or_create_assignment(assignment.name)
    logging.getLogger("traitlets").setLevel(logging.WARNING)
    for notebook in assignment.notebooks:
        content = nbformat.read(assignment.folder / f"{notebook.name}.ipynb", as_version=4)
        resources = {
            "nbgrader": {"notebook": notebook.name, "assignment": assignment.name, "db_url": course.gradebook_url}
        }
        try:
            SaveCells().preprocess(content, resources)
        except RuntimeError as error:
            raise CourseError(
                f"{assignment.name}/{notebook.name}: graded cells were added or removed since submissions were "
                f"graded; remove the old grades first (nbgrader db assignment remove {assignment.name}). {error}"
            ) from error


class GradebookWriter:
    """Records results; open it once, in one process only."""

    def __init__(self, gradebook: Gradebook, course: Course) -> None:
        self.course = course
        self.db = gradebook.db

    def record(self, result: Result) -> None:
        """Replace everything that was known of this submission by ``result``, all or nothing.

        Points that a human gave stay; where the answer was graded by hand before, it is marked for another look.
        """
        try:
            rows = {name: self._rows(notebook) for name, notebook in self._submission(result).items()}
            for score in result.cells:
                grade, comment = rows[score.notebook][score.grade_id]
                grade.auto_score = score.score
                grade.needs_manual_grade = score.score is None or grade.manual_score is not None
                if comment is not None:
                    comment.auto_comment = "No response." if score.message == "No answer." else None
            self.db.commit()
        except BaseException:
            self.db.rollback()
            raise

    def _submission(self, result: Result) -> dict[str, SubmittedNotebook]:
        assignment = self.db.query(AssignmentRow).filter(AssignmentRow.name == result.assignment).one()
        student = self.db.get(Student, result.student)
        if student is None:
            student = Student(id=result.student)
            self.db.add(student)
        submission = (
            self.db.query(SubmittedAssignment)
            .filter(SubmittedAssignment.assignment == assignment, SubmittedAssignment.student == student)
            .one_or_none()
        )
        if submission is None:
            submission = SubmittedAssignment(assignment=assignment, student=student)
            self.db.add(submission)
        # Formgrader takes a submission for graded when this is the time of what lies in ``submitted/``.
        submission.timestamp = handed_in_at(self.course.submitted / result.student / result.assignment)
        known = {notebook.name: notebook for notebook in submission.notebooks}
        for row in assignment.notebooks:
            if row.name not in known:
                known[row.name] = self._add_notebook(row, submission)
        self.db.flush()
        return known

    def _add_notebook(self, row: object, submission: SubmittedAssignment) -> SubmittedNotebook:
        notebook = SubmittedNotebook(notebook=row, assignment=submission)
        self.db.add(notebook)
        for cell in [*row.grade_cells, *row.task_cells]:  # type: ignore[attr-defined]
            self.db.add(Grade(cell_id=cell.id, notebook=notebook))
        for cell in [*row.solution_cells, *row.task_cells]:  # type: ignore[attr-defined]
            self.db.add(Comment(cell_id=cell.id, notebook=notebook))
        return notebook

    def _rows(self, notebook: SubmittedNotebook) -> dict[str, tuple[Grade, Comment | None]]:
        """A notebook's grades and comments by cell, in two queries: each row's own name would be a query apiece."""
        grades, comments = (
            {
                name: row
                for row, name in self.db.query(kind, BaseCell.name).join(kind.cell).filter(kind.notebook == notebook)
            }
            for kind in (Grade, Comment)
        )
        return {name: (grade, comments.get(name)) for name, grade in grades.items()}


@contextmanager
def gradebook_writer(course: Course) -> Iterator[GradebookWriter]:
    """Open the course's gradebook for writing."""
    with Gradebook(course.gradebook_url) as gradebook:
        yield GradebookWriter(gradebook, course)


def handed_in_at(folder: Path) -> datetime | None:
    """When a submission was handed in (UTC), from ``timestamp.txt`` of nbgrader's exchange; None without that."""
    try:
        return parse_utc(read_regular_file(folder / "timestamp.txt", MAX_TIMESTAMP).decode().strip())
    except (Unreadable, ValueError, OverflowError):
        return None


def write_graded_notebooks(course: Course, result: Result) -> None:
    """Put the graded notebooks where formgrader looks for them."""
    folder = course.autograded / result.student / result.assignment
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in result.notebooks.items():
        partial = folder / f".{name}.ipynb.partial"
        partial.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        partial.replace(folder / f"{name}.ipynb")
