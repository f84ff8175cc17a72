"""Grades one submission: a pure function from what was handed in to a result.

The grader itself only moves data: the student's code runs in one process, the graded cells in another, and this module
starts them, passes sockets, watches time and memory, and collects the check process's reports.
"""

from __future__ import annotations

import os
import select
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder import edition
from autograder.archives import find_archive, unpack
from autograder.check_process import import_statements
from autograder.course import Assignment, SourceNotebook
from autograder.graded_notebook import graded_notebook
from autograder.intake import StudentCell, Submission, Unreadable, copy_data_files, printable, read_submission
from autograder.sandbox import Limits, Process, Sandboxes
from autograder.wire import Channel, Closed, Deadline, WireError

# How often memory and time are looked at, whether or not cells are being reported.
WATCH_SECONDS = 0.2

OnCheck = Callable[[str, float], None]  # told each check's question and the points it gave


def unwatched(question: str, points: float) -> None:
    """What is told of a check when nobody watches."""


@dataclass
class CellScore:
    """What one graded cell gave.

    Attributes:
        score: points, or None when a human has to decide.
        message: what the student reads about a lost point; empty when all is right.
    """

    notebook: str
    grade_id: str
    question: str
    max_score: float
    score: float | None = 0.0
    message: str = ""
    output: str = ""
    hidden: bool = False
    seconds: float = 0.0


@dataclass
class Result:
    """Outcome of one submission.

    Attributes:
        status: "graded", "missing", "unreadable", or "failed" (the grader's own fault).
        reason: why it is not "graded".
        notes: what was odd, for student and instructor.
        notebooks: graded notebooks by name, as formgrader shows them.
    """

    student: str
    assignment: str
    status: str = "graded"
    reason: str = ""
    notes: list[str] = field(default_factory=list)
    cells: list[CellScore] = field(default_factory=list)
    notebooks: dict[str, dict[str, Any]] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def score(self) -> float:
        """Points so far; what a human has to grade counts 0 until then."""
        return sum(cell.score or 0.0 for cell in self.cells)

    @property
    def max_score(self) -> float:
        """Points that could be had."""
        return sum(cell.max_score for cell in self.cells)

    def summary(self) -> dict[str, Any]:
        """JSON form, grouped by question, without the notebooks."""
        questions: dict[tuple[str, str], dict[str, Any]] = {}
        for cell in self.cells:
            question = questions.setdefault(
                (cell.notebook, cell.question),
                {
                    "notebook": cell.notebook,
                    "question": cell.question,
                    "score": 0.0,
                    "max_score": 0.0,
                    "cells": [],
                },
            )
            question["score"] += cell.score or 0.0
            question["max_score"] += cell.max_score
            question["cells"].append(
                {
                    "id": cell.grade_id,
                    "score": cell.score,
                    "max_score": cell.max_score,
                    "message": cell.message,
                    "seconds": round(cell.seconds, 3),
                }
            )
        return {
            "student": self.student,
            "status": self.status,
            "reason": self.reason,
            "score": self.score,
            "max_score": self.max_score,
            "notes": self.notes,
            "seconds": round(self.seconds, 2),
            "questions": list(questions.values()),
        }


def empty_scores(notebook: SourceNotebook, message: str = "") -> list[CellScore]:
    """A zero for every graded cell of a notebook."""
    questions = notebook.questions()
    return [
        CellScore(
            notebook.name,
            cell.grade_id,
            questions[cell.grade_id],
            cell.points,
            message=message,
            hidden="BEGIN HIDDEN TESTS" in cell.source,
        )
        for cell in notebook.cells
        if cell.grade_id and (cell.graded or cell.task)
    ]


def grade_submission(
    assignment: Assignment,
    student: str,
    folder: Path,
    *,
    processes: ProcessPair,
    seed: int = 0,
    on_check: OnCheck = unwatched,
) -> Result:
    """Grade what ``student`` handed in under ``folder``.

    Args:
        assignment: the instructor's side, the only source of points and checks.
        folder: ``submitted/<student>/<assignment>``; it is only read.
        processes: where the two kinds of process come from.
        seed: for the random cases of hidden checks.
        on_check: called as each check is done.

    Raises:
        SandboxUnavailable: when isolation is asked for and cannot be had.
    """
    started = time.monotonic()
    result = Result(student, assignment.name)
    reasons = []
    with tempfile.TemporaryDirectory(prefix="grading-") as temporary:
        files = Path(temporary) / "files"
        files.mkdir()
        try:
            folder = unpacked(assignment, folder, Path(temporary) / "unpacked", result.notes)
        except Unreadable as error:
            result.notes.append(str(error))
        result.notes += copy_data_files(folder, files) if folder.is_dir() else []
        for notebook in assignment.notebooks:
            try:
                submission = read_submission(notebook, folder)
            except (Unreadable, OSError) as error:
                missing = isinstance(error, OSError) or "no notebook" in str(error)
                result.status = "missing" if missing else "unreadable"
                reasons.append(str(error) if isinstance(error, Unreadable) else "nothing was handed in")
                result.cells += empty_scores(notebook, reasons[-1])
                continue
            result.notes += submission.notes
            run = NotebookRun(submission, files, processes, seed, on_check)
            result.cells += run.scores()
            result.notebooks[notebook.name] = graded_notebook(submission, run.reports)
            if run.failure:
                result.status = "failed"
                reasons.append(run.failure)
    result.reason = "; ".join(reasons)
    result.seconds = time.monotonic() - started
    return result


def unpacked(assignment: Assignment, folder: Path, target: Path, notes: list[str]) -> Path:
    """The folder itself or, when it holds an archive instead of notebooks, a folder with what was in that.

    Raises:
        Unreadable: when the archive cannot be unpacked.
    """
    names = [f"{notebook.name}.ipynb" for notebook in assignment.notebooks]
    if not folder.is_dir() or folder.is_symlink() or any(os.path.lexists(folder / name) for name in names):
        return folder
    archive = find_archive(folder)
    if archive is None:
        return folder
    target.mkdir()
    notes += unpack(archive, target)
    notes.append(f"{printable(archive.name)} was unpacked")
    inner = [path for path in target.iterdir() if path.is_dir()]
    alone = len(inner) == 1 and not any((target / name).exists() for name in names)
    return inner[0] if alone else target


class NotebookRun:
    """One notebook of one submission, from rebuilt cells to scores."""

    def __init__(
        self, submission: Submission, files: Path, processes: ProcessPair, seed: int, on_check: OnCheck = unwatched
    ) -> None:
        self.submission = submission
        self.files = files
        self.processes = processes
        self.limits = processes.limits
        self.seed = seed
        self.on_check = on_check
        self.questions = submission.notebook.questions()
        self.failure = ""
        self.unreached = "This check was not reached."
        self.reports: dict[int, dict[str, Any]] = {}
        self.student: Process | None = None
        self.starts = 0
        self.next_watch = 0.0

    def scores(self) -> list[CellScore]:
        """Run everything and return a score for every graded cell."""
        try:
            self._run()
        finally:
            if self.student is not None:
                self.student.kill()
        scores = empty_scores(self.submission.notebook)
        place = {cell.origin.grade_id: i for i, cell in enumerate(self.submission.cells) if cell.origin}
        for score in scores:
            index = place[score.grade_id]
            self._fill(score, self.submission.cells[index], self.reports.get(index))
        return scores

    def _fill(self, score: CellScore, cell: StudentCell, report: dict[str, Any] | None) -> None:
        assert cell.origin is not None
        if cell.origin.is_manual:
            released = self.submission.notebook.released.get(score.grade_id)
            untouched = not cell.source.strip() or (released is not None and cell.source.strip() == released.strip())
            score.score = 0.0 if untouched and not cell.origin.task else None
            score.message = "No answer." if untouched else ""
        elif report is None:
            score.message = self.unreached
        else:
            value = report["score"]
            ok = isinstance(value, (int, float)) and 0 <= value <= score.max_score
            score.score = float(value) if ok else 0.0
            score.message, score.output = report["message"], report["stdout"]
            score.seconds = report["seconds"]

    def _steps(self) -> Iterator[dict[str, Any]]:
        for asked in self.submission.notebook.cells:
            if asked.solution and asked.kind == "code":
                yield {"kind": "asked", "source": asked.source}
        for index, cell in enumerate(self.submission.cells):
            origin = cell.origin
            if cell.runs_in_student_process and cell.source.strip():
                yield {"kind": "student", "index": index, "source": cell.source}
            if origin is None or origin.kind != "code":
                continue
            if origin.is_check:
                hidden = "BEGIN HIDDEN TESTS" in origin.source
                yield {
                    "kind": "check",
                    "index": index,
                    "source": origin.source,
                    "points": origin.points,
                    "hidden": hidden,
                }
            elif not origin.is_answer:
                yield {"kind": "trusted", "source": origin.source}
        # Cells without a grade id cannot be matched; their imports are still the instructor's word on names.
        for plain in self.submission.notebook.cells:
            if plain.grade_id is None and plain.kind == "code":
                yield {"kind": "trusted-imports", "source": plain.source}

    def _run(self) -> None:
        job = {"steps": list(self._steps()), "limits": self.limits.as_dict(), "seed": self.seed}
        checker = self.processes.start_checker()
        control = Channel(checker.connection)
        end = time.monotonic() + self.limits.total_seconds
        try:
            control.send(job)
            while self._serve(checker, control, end):
                pass
        except (Closed, Deadline, WireError) as error:
            self.failure = f"the check process ended early ({type(error).__name__})"
        finally:
            checker.kill()

    def _serve(self, checker: Process, control: Channel, end: float) -> bool:
        ready = False
        while not ready:
            ready = bool(select.select([control.connection], [], [], WATCH_SECONDS)[0])
            if not self._within_memory(checker):
                self.unreached = "This check was not reached: what came back from the answers took too much memory."
                return False
            if time.monotonic() > end:
                seconds = f"{self.limits.total_seconds:g} s"
                self.unreached = f"This check was not reached: the notebook took longer than {seconds} in all."
                return False
        message, _ = control.receive(30)
        if message["op"] == "student":
            self._send_student(control.connection)
        elif message["op"] in ("cell", "check"):
            self.reports[message["index"]] = message
            if message["op"] == "check":
                self._tell(self.submission.cells[message["index"]], message["score"])
        return message["op"] != "done"

    def _tell(self, cell: StudentCell, score: float) -> None:
        if cell.origin is not None and cell.origin.grade_id is not None:
            self.on_check(self.questions[cell.origin.grade_id], score)

    def _within_memory(self, checker: Process) -> bool:
        """End a student's process that holds too much; whether the check process is within the limit itself."""
        if time.monotonic() < self.next_watch:
            return True
        self.next_watch = time.monotonic() + WATCH_SECONDS
        if self.student is not None and self.student.resident_bytes() > self.limits.group_memory:
            self.student.kill()
            self.student = None
        return checker.resident_bytes() <= self.limits.group_memory

    def _send_student(self, connection: socket.socket) -> None:
        if self.student is not None:
            self.student.kill()
            self.student = None
        self.starts += 1
        if self.starts > self.limits.restarts + 1:
            connection.send(b"N")
            return
        self.student = self.processes.start_student(self.files)
        socket.send_fds(connection, [b"S"], [self.student.connection.fileno()])
        self.student.connection.close()


class ProcessPair:
    """Starts the student's and the check processes of one assignment; keeps warm parents between submissions.

    Args:
        sandboxed: False runs students' code without isolation.
        warm: False starts every process from nothing.
    """

    def __init__(
        self, assignment: Assignment, limits: Limits | None = None, *, sandboxed: bool = True, warm: bool = True
    ) -> None:
        self.limits = limits or edition.limits(assignment.name)
        self.temporary = tempfile.TemporaryDirectory(prefix="checks-")
        self.check_files = Path(self.temporary.name) / "files"
        shutil.copytree(assignment.folder, self.check_files, ignore=shutil.ignore_patterns("*.ipynb", ".*"))
        sources = [cell.source for notebook in assignment.notebooks for cell in notebook.cells if cell.kind == "code"]
        imports = sorted({line for source in sources for line in import_statements(source).values()})
        self.student = Sandboxes(
            "autograder.student_process",
            edition.student_mounts(assignment.name),
            self.limits,
            untrusted=True,
            hidden=[assignment.folder.resolve().parents[1], *edition.course_packages()],
            imports=imports,
            sandboxed=sandboxed,
            warm=warm,
        )
        self.checker = Sandboxes(
            "autograder.check_process",
            edition.check_mounts(),
            self.limits,
            untrusted=False,
            imports=[*imports, *edition.check_imports(assignment.name)],
            sandboxed=sandboxed,
            warm=warm,
        )

    def prepare(self) -> None:
        """Let both warm parents import side by side."""
        self.student.prepare()
        self.checker.prepare()

    def start_student(self, files: Path) -> Process:
        """A fresh process for a student's code."""
        return self.student.start(files)

    def start_checker(self) -> Process:
        """A fresh process for graded cells."""
        return self.checker.start(self.check_files)

    def close(self) -> None:
        """End the warm parents."""
        self.student.close()
        self.checker.close()
        self.temporary.cleanup()
