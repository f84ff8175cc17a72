"""The course on disk: which assignments exist, and what their instructor notebooks ask.

Everything that decides a grade (points, cell types, locked text, order) is read from ``source/``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Cell = dict[str, Any]


class CourseError(Exception):
    """The course itself, not a submission, is not as it should be."""


def cell_source(cell: Cell) -> str:
    """Text of a cell; nbformat allows a string or a list of lines.

    Raises:
        TypeError: when the source is neither.
    """
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    if isinstance(source, str):
        return source
    raise TypeError("a cell's source is neither text nor a list of lines")


@dataclass(frozen=True)
class SourceCell:
    """One cell of an instructor notebook, with what nbgrader's metadata says of it."""

    kind: str  # "code", "markdown" or "raw"
    source: str
    grade_id: str | None = None
    graded: bool = False
    solution: bool = False
    task: bool = False
    locked: bool = False
    points: float = 0.0
    metadata: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_check(self) -> bool:
        """Whether the autograder runs this cell to decide points."""
        return self.kind == "code" and self.graded and not self.solution

    @property
    def is_manual(self) -> bool:
        """Whether a human decides this cell's points."""
        return self.task or (self.graded and not self.is_check)

    @property
    def is_answer(self) -> bool:
        """Whether the student's text replaces this cell's text."""
        return self.solution or self.task


@dataclass(frozen=True)
class SourceNotebook:
    """An instructor notebook: ``name`` without suffix, cells in order, and the released student text."""

    name: str
    cells: tuple[SourceCell, ...]
    metadata: dict[str, Any] = field(default_factory=dict, hash=False)
    released: dict[str, str] = field(default_factory=dict, hash=False)

    def questions(self) -> dict[str, str]:
        """Map each graded cell's id to its question: the nearest preceding answer cell's id."""
        questions: dict[str, str] = {}
        current = ""
        for cell in self.cells:
            if cell.is_answer and cell.grade_id:
                current = cell.grade_id
            if (cell.graded or cell.task) and cell.grade_id:
                questions[cell.grade_id] = current or cell.grade_id
        return questions

    @property
    def max_score(self) -> float:
        """Sum of the points of all graded cells."""
        return sum(cell.points for cell in self.cells if cell.graded or cell.task)


@dataclass(frozen=True)
class Assignment:
    """An assignment folder of ``source/``: one or more notebooks."""

    name: str
    folder: Path
    notebooks: tuple[SourceNotebook, ...]

    @property
    def max_score(self) -> float:
        """Points of all notebooks together."""
        return sum(notebook.max_score for notebook in self.notebooks)


def read_source_cell(cell: Cell) -> SourceCell:
    """Read one cell of an instructor notebook."""
    info = cell.get("metadata", {}).get("nbgrader", {})
    points = float(info.get("points", 0) or 0)
    return SourceCell(
        kind=cell["cell_type"],
        source=cell_source(cell),
        grade_id=info.get("grade_id"),
        graded=bool(info.get("grade")),
        solution=bool(info.get("solution")),
        task=bool(info.get("task")),
        locked=bool(info.get("locked")),
        points=points,
        metadata=cell.get("metadata", {}),
    )


def read_source_notebook(path: Path, release: Path | None = None) -> SourceNotebook:
    """Read an instructor notebook and, when it is there, the released text of its answer cells.

    Raises:
        CourseError: when the notebook cannot be read or two cells share a grade id.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        cells = tuple(read_source_cell(cell) for cell in content["cells"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(f"{path}: not a readable notebook ({error})") from error
    ids = [cell.grade_id for cell in cells if cell.grade_id]
    doubled = sorted({grade_id for grade_id in ids if ids.count(grade_id) > 1})
    if doubled:
        raise CourseError(f"{path}: several cells share the grade id {', '.join(doubled)}")
    released = {}
    if release is not None and release.is_file():
        for cell in json.loads(release.read_text(encoding="utf-8"))["cells"]:
            info = cell.get("metadata", {}).get("nbgrader", {})
            if info.get("grade_id"):
                released[info["grade_id"]] = cell_source(cell)
    return SourceNotebook(path.stem, cells, content.get("metadata", {}), released)


@dataclass(frozen=True)
class Course:
    """An nbgrader course directory with its usual folders."""

    root: Path

    @property
    def source(self) -> Path:
        """Instructor notebooks."""
        return self.root / "source"

    @property
    def release(self) -> Path:
        """Student notebooks, generated from ``source``."""
        return self.root / "release"

    @property
    def submitted(self) -> Path:
        """What students handed in: ``submitted/<student>/<assignment>/``."""
        return self.root / "submitted"

    @property
    def autograded(self) -> Path:
        """Graded notebooks, as formgrader shows them."""
        return self.root / "autograded"

    @property
    def feedback(self) -> Path:
        """Pages returned to students."""
        return self.root / "feedback"

    @property
    def gradebook_url(self) -> str:
        """SQLAlchemy address of nbgrader's gradebook."""
        return f"sqlite:///{self.root / 'gradebook.db'}"

    def assignments(self) -> list[str]:
        """Names of the assignments in ``source/``."""
        if not self.source.is_dir():
            raise CourseError(f"{self.root}: not a course directory (it has no folder source/)")
        return sorted(folder.name for folder in self.source.iterdir() if any(folder.glob("*.ipynb")))

    def assignment(self, name: str) -> Assignment:
        """Read the assignment ``name``.

        Raises:
            CourseError: when there is no such assignment; the message lists those there are.
        """
        names = self.assignments()
        if name not in names:
            raise CourseError(f"there is no assignment {name!r} in {self.source}; there are: {', '.join(names)}")
        folder = self.source / name
        notebooks = tuple(
            read_source_notebook(path, self.release / name / path.name) for path in sorted(folder.glob("*.ipynb"))
        )
        return Assignment(name, folder, notebooks)

    def students(self, assignment: str) -> list[str]:
        """Students who have a folder for ``assignment`` in ``submitted/``."""
        if not self.submitted.is_dir():
            return []
        return sorted(
            folder.name
            for folder in self.submitted.iterdir()
            if folder.is_dir() and not folder.is_symlink() and (folder / assignment).is_dir()
        )
