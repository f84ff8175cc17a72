"""Makes `release/` from `source/` with nbgrader, and refuses sources that would give something away."""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.converters.base import NbGraderException
from nbgrader.converters.generate_assignment import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions, SaveCells
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder import notebooks
from autograder.course import Course, CourseError, SourceCell, cell_source, read_source_cell

Notebook = dict[str, Any]

_GRADE_ID = re.compile(r"[A-Za-z0-9_-]+")
# Wider than nbgrader's own markers, so that a misspelt one is found where nbgrader would leave it standing.
_MARKER = re.compile(r"\b(BEGIN|END)\s+(SOLUTION|HIDDEN|MARK)", re.IGNORECASE)
_IGNORED = (".ipynb_checkpoints", "__pycache__")


class BuildError(CourseError):
    """A source cannot be released; the message lists every reason, one a line."""


class ClearNamedSolutions(ClearSolutions):
    """nbgrader's ClearSolutions with a stub that names the question: `conv2d is yours to write`."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Replace the solution of one cell by the stub."""
        question = cell.metadata.get("nbgrader", {}).get("grade_id", "this")
        self.code_stub = {"python": f'raise NotImplementedError("{question} is yours to write")'}
        return super().preprocess_cell(cell, resources, cell_index)


PREPROCESSORS = [
    ClearNamedSolutions if preprocessor is ClearSolutions else preprocessor
    for preprocessor in GenerateAssignment().preprocessors
]


def build(course: Path, assignments: list[str] | None = None, check: bool = False) -> list[str]:
    """Bring `release/` in line with `source/` and return, one line each, in what it differed before.

    Args:
        course: the course directory.
        assignments: names of assignments; None takes all of them, and then `release/` holds nothing else.
        check: only compare; write nothing.

    Raises:
        BuildError: when an assignment cannot be released. Nothing is written then, whichever assignment it was.
    """
    folders = Course(course.resolve())
    names = folders.assignments() if assignments is None else assignments
    problems = [problem for name in names for problem in _source_problems(folders.source / name)]
    if problems:
        raise BuildError("\n".join(problems))

    wanted = _generate(folders, names)
    problems = [
        f"release/{name}: {problem}" for name, notebook in wanted.items() for problem in _release_problems(notebook)
    ]
    if problems:
        raise BuildError("\n".join(problems))

    scope = [folders.release] if assignments is None else [folders.release / name for name in names]
    present = {path.relative_to(folders.release).as_posix(): path for folder in scope for path in _files(folder)}
    differences = []
    for name, notebook in sorted(wanted.items()):
        target = folders.release / name
        text = notebooks.dumps(notebook)
        if name in present and target.read_text(encoding="utf-8") == text:
            continue
        differences.append(f"release/{name}: {_difference(target, notebook)}")
        if not check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    for name in sorted(set(present) - set(wanted)):
        differences.append(f"release/{name}: no source makes this file")
        if not check:
            present[name].unlink()
    return differences


def _source_problems(folder: Path) -> list[str]:
    """Say why the assignment in `folder` cannot be released; an empty list when it can."""
    here = f"source/{folder.name}"
    path = folder / f"{folder.name}.ipynb"
    if not path.is_file():
        return [f"{here}: there is no notebook {path.name}"]
    problems = [
        f"{here}/{extra.relative_to(folder).as_posix()}: nbgrader would copy it into the release; move it away"
        for extra in _files(folder)
        if extra != path
    ]
    try:
        cells = notebooks.canonical(notebooks.read(path))["cells"]
    except notebooks.NotebookError as error:
        return [*problems, f"{here}/{path.name}: {error}"]

    question_seen = False
    for number, content in enumerate(cells, 1):
        cell = read_source_cell(content)
        where = f"{here}/{path.name}: cell {number}{f' ({cell.grade_id})' if cell.grade_id else ''}"
        question_seen = question_seen or cell.is_answer
        problems += [f"{where} {problem}" for problem in _cell_problems(cell)]
        if cell.is_check and not question_seen:
            problems.append(f"{where} is graded, but no solution cell stands before it")
    ids = Counter(content["metadata"].get("nbgrader", {}).get("grade_id") for content in cells)
    problems += [
        f"{here}/{path.name}: {count} cells share the grade id {grade_id!r}"
        for grade_id, count in ids.items()
        if grade_id and count > 1
    ]
    return problems


def _cell_problems(cell: SourceCell) -> list[str]:
    problems = []
    if cell.graded or cell.solution or cell.task or cell.locked:
        if not cell.grade_id or not _GRADE_ID.fullmatch(cell.grade_id):
            problems.append("needs a grade id of letters, digits, - and _")
        if (cell.graded or cell.task) and cell.points <= 0:
            problems.append("is graded, but has no points")
        if cell.is_check and not cell.locked:
            problems.append("is a check, but not locked")
    solution = _regions(cell.source, "SOLUTION")
    hidden = _regions(cell.source, "HIDDEN TESTS")
    if solution is None or hidden is None:
        problems.append("has a BEGIN without its END, or an END without its BEGIN")
    if solution and not cell.is_answer:
        problems.append("holds a solution, but is not a solution cell")
    if hidden and not cell.graded:
        problems.append("holds hidden tests, but is not graded")
    if solution == 0 and cell.kind == "code" and cell.solution:
        problems.append("is a solution without ### BEGIN SOLUTION and ### END SOLUTION")
    return problems


def _regions(source: str, kind: str) -> int | None:
    """Count the regions from `BEGIN kind` to `END kind`; None when the markers do not pair up."""
    marks = re.findall(rf"(BEGIN|END) {kind}", source)
    paired = marks[::2] == ["BEGIN"] * len(marks[::2]) and marks[1::2] == ["END"] * len(marks[::2])
    return len(marks) // 2 if paired else None


def _generate(course: Course, names: list[str]) -> dict[str, Notebook]:
    """Run nbgrader on a copy; map `name/name.ipynb` to the released notebook in canonical form."""
    released = {}
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary).resolve()
        for name in names:
            shutil.copytree(course.source / name, root / "source" / name, ignore=shutil.ignore_patterns(*_IGNORED))
            _run_nbgrader(course, root, name)
            path = root / "release" / name / f"{name}.ipynb"
            released[f"{name}/{name}.ipynb"] = notebooks.canonical(notebooks.read(path))
    return released


def _run_nbgrader(course: Course, root: Path, name: str) -> None:
    config = Config()
    settings = course.root / "nbgrader_config.py"
    if settings.is_file():
        config.merge(PyFileConfigLoader(settings.name, path=str(course.root)).load_config())
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.assignment_id = name
    # The copy has no gradebook: the course's own learns of an assignment when it is graded.
    config.GenerateAssignment.no_database = True
    config.GenerateAssignment.preprocessors = [step for step in PREPROCESSORS if step is not SaveCells]
    log = logging.Logger("nbgrader", level=logging.ERROR)
    records = _Messages()
    log.addHandler(records)
    try:
        GenerateAssignment(coursedir=CourseDirectory(config=config, log=log), config=config, log=log).start()
    except NbGraderException as error:
        raise BuildError(f"source/{name}: nbgrader refuses it:\n{records.text or error}") from error


class _Messages(logging.Handler):
    """Keeps nbgrader's log lines, which say more than its exception."""

    text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += record.getMessage() + "\n"


def _release_problems(notebook: Notebook) -> list[str]:
    """Say which cells of a released notebook show what only the instructor may see, or nothing at all."""
    problems = []
    for number, content in enumerate(notebook["cells"], 1):
        where = f"cell {number} ({content['id']})"
        if marker := _MARKER.search(cell_source(content)):
            problems.append(f"{where} still holds {marker.group()!r}")
        if read_source_cell(content).is_check and not cell_source(content).strip():
            problems.append(f"{where} is empty; say outside of the hidden tests what they look at")
    return problems


def _difference(path: Path, wanted: Notebook) -> str:
    """Say in which cells the released file at `path` differs from the notebook that it should be."""
    if not path.is_file():
        return "missing"
    try:
        present = notebooks.canonical(notebooks.read(path))
    except notebooks.NotebookError as error:
        return f"not a notebook ({error})"
    before = {cell["id"]: cell for cell in present["cells"]}
    after = {cell["id"]: cell for cell in wanted["cells"]}
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    if changed:
        return f"differs from its source in {', '.join(changed)}"
    return "holds the cells of its source in another order or form"


def _files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and not any(part in _IGNORED for part in path.parts)
    )
