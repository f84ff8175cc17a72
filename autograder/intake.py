"""Reads what a student handed in, as data. Nothing of it is executed here.

A notebook is rebuilt on the instructor's: order, points, cell types and locked text come from ``source/``; from the
submission come the answers and any further code. Every deviation becomes a note.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.course import SourceCell, SourceNotebook, cell_source

MAX_NOTEBOOK = 64 * 2**20
MAX_FILES = 1_000
MAX_FILES_SIZE = 64 * 2**20
MAX_CELLS = 5_000
MAX_DEPTH = 12


class Unreadable(Exception):  # noqa: N818 - a state of the submission
    """The submission cannot be read; the message is for the student."""


@dataclass(frozen=True)
class StudentCell:
    """A cell of the rebuilt notebook: its text, the source cell it stands for (if any), and its kind."""

    kind: str
    source: str
    origin: SourceCell | None = None
    answered: bool = True

    @property
    def runs_in_student_process(self) -> bool:
        """Whether this is code that the student's process runs."""
        return self.kind == "code" and not (self.origin is not None and self.origin.is_check)


@dataclass
class Submission:
    """A rebuilt notebook and what was odd about it."""

    notebook: SourceNotebook
    cells: list[StudentCell]
    notes: list[str] = field(default_factory=list)


def read_regular_file(path: Path, limit: int) -> bytes:
    """Bytes of a regular file of at most ``limit`` bytes; links and pipes are refused without opening them.

    Raises:
        Unreadable: with the reason.
    """
    try:
        state = os.lstat(path)
        if not stat.S_ISREG(state.st_mode):
            raise Unreadable(f"{path.name} is not a regular file (a link, pipe or folder is not accepted)")
        if state.st_size > limit:
            raise Unreadable(f"{path.name} is larger than {limit >> 20} MiB")
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be opened ({error.strerror})") from error
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(f"{path.name} is larger than {limit >> 20} MiB")
    return data


def parse_notebook(data: bytes, name: str) -> list[dict[str, Any]]:
    """Cells of a notebook of format 4.

    Raises:
        Unreadable: when it is not one; the message says what it is instead.
    """
    if not data.strip():
        raise Unreadable(f"{name} is empty")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable(f"{name} is saved as UTF-16; save it as UTF-8 (as Jupyter does)")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} is not UTF-8 text (byte {error.start})") from error
    except RecursionError as error:
        raise Unreadable(f"{name} is nested too deeply to be a notebook") from error
    except ValueError as error:
        raise Unreadable(f"{name} is not a complete notebook file ({error})") from error
    if not isinstance(content, dict):
        raise Unreadable(f"{name} is JSON, but not a notebook")
    if content.get("nbformat") != 4:
        found = printable(repr(content.get("nbformat")))
        raise Unreadable(f"{name} has notebook format {found}; format 4 is needed (save it anew)")
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise Unreadable(f"{name} has no list of cells")
    if len(cells) > MAX_CELLS:
        raise Unreadable(f"{name} has {len(cells):,} cells; at most {MAX_CELLS:,} are read")
    return [cell for cell in cells if isinstance(cell, dict)]


def grade_id_of(cell: dict[str, Any]) -> str | None:
    """The grade id that a submitted cell claims; None when it has none or something odd."""
    metadata = cell.get("metadata")
    info = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = info.get("grade_id") if isinstance(info, dict) else None
    return grade_id if isinstance(grade_id, str) else None


def text_of(cell: dict[str, Any]) -> str:
    """Text of a submitted cell; empty when it is not text. Half characters, which no file can hold, become "?"."""
    try:
        return cell_source(cell).encode("utf-8", "replace").decode()
    except TypeError:
        return ""


def rebuild(notebook: SourceNotebook, submitted: list[dict[str, Any]]) -> Submission:
    """Put the student's answers and further cells into the instructor's notebook, in the instructor's order."""
    by_id = {cell.grade_id: cell for cell in notebook.cells if cell.grade_id}
    answers: dict[str, str] = {}
    extras: dict[str | None, list[StudentCell]] = {}
    notes: list[str] = []
    anchor: str | None = None
    seen: set[str] = set()
    locked_texts = {cell.source.strip() for cell in notebook.cells if cell.is_check}
    locked_texts |= {notebook.released.get(cell.grade_id or "", "").strip() for cell in notebook.cells if cell.is_check}
    for cell in submitted:
        grade_id, source = grade_id_of(cell), text_of(cell)
        origin = by_id.get(grade_id) if grade_id else None
        if origin is not None and grade_id is not None and grade_id not in seen:
            seen.add(grade_id)
            anchor = grade_id
            if origin.is_answer:
                answers[grade_id] = source
            else:
                notes += changed_locked_cell(notebook, origin, source)
            continue
        if origin is not None:
            notes.append(f"cell {grade_id} is there more than once")
            if not origin.is_answer:
                continue
        kind = cell.get("cell_type")
        if kind == "code" and source.strip() and source.strip() not in locked_texts:
            extras.setdefault(anchor, []).append(StudentCell("code", source))
        elif kind in ("markdown", "raw") and source.strip():
            extras.setdefault(anchor, []).append(StudentCell("markdown", source))
    cells = list(extras.get(None, []))
    for origin in notebook.cells:
        if origin.grade_id is None:
            continue  # the student's own copy of it stands among the extras
        if origin.is_answer:
            answered = origin.grade_id in answers
            if not answered:
                notes.append(f"answer cell {origin.grade_id} is missing")
            cells.append(StudentCell(origin.kind, answers.get(origin.grade_id, ""), origin, answered))
        else:
            if origin.grade_id not in seen:
                notes.append(f"cell {origin.grade_id} is missing; the released one was used")
            cells.append(StudentCell(origin.kind, origin.source, origin))
        cells += extras.get(origin.grade_id, [])
    return Submission(notebook, cells, notes)


def changed_locked_cell(notebook: SourceNotebook, origin: SourceCell, source: str) -> list[str]:
    """A note when the text of a locked cell is not what was released."""
    released = notebook.released.get(origin.grade_id or "", origin.source)
    if source.strip() in (released.strip(), origin.source.strip()) or not (origin.locked or origin.is_check):
        return []
    return [f"cell {origin.grade_id} was changed; the released one was used"]


def read_submission(notebook: SourceNotebook, folder: Path) -> Submission:
    """Read and rebuild one notebook of a submission.

    Raises:
        Unreadable: when there is nothing to grade, with the reason.
    """
    path = folder / f"{notebook.name}.ipynb"
    if folder.is_symlink():
        raise Unreadable("the folder handed in is a link; the files themselves are needed")
    if not os.path.lexists(path):
        others = sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(".ipynb"))
        found = f"; found {', '.join(map(repr, others[:3]))} instead" if others else ""
        raise Unreadable(f"no notebook named {path.name} was handed in{found}")
    submission = rebuild(notebook, parse_notebook(read_regular_file(path, MAX_NOTEBOOK), path.name))
    return submission


def copy_data_files(folder: Path, target: Path) -> list[str]:
    """Copy the regular files beside the notebooks, for the student's code alone; return notes on what was left out."""
    notes: list[str] = []
    if folder.is_symlink():
        return notes
    count = size = 0
    for directory, folders, names in os.walk(folder, followlinks=False):
        here = Path(directory)
        relative = here.relative_to(folder)
        if len(relative.parts) > MAX_DEPTH:
            notes.append("folders nested too deeply were left out")
            folders.clear()
            continue
        for name in sorted(names):
            if name.endswith(".ipynb") or name == "timestamp.txt":
                continue
            try:
                if count >= MAX_FILES:
                    raise Unreadable(f"more than {MAX_FILES} files; the rest was left out")
                data = read_regular_file(here / name, MAX_FILES_SIZE - size)
                safe = name.encode("utf-8", "strict").decode("utf-8")
                (target / relative).mkdir(parents=True, exist_ok=True)
                (target / relative / safe).write_bytes(data)
            except (Unreadable, OSError, UnicodeError, ValueError) as error:
                notes.append(f"a file was left out: {printable(str(error))}")
                continue
            count += 1
            size += len(data)
    return list(dict.fromkeys(notes))[:20]


def printable(text: str) -> str:
    """``text`` with everything odd escaped, cut to 200 characters."""
    return text.encode("unicode_escape").decode()[:200]
