"""Checks lend a student's process copies alone: what it says to have changed reaches nothing that they compare with."""

from __future__ import annotations

import contextlib
import copy
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from autograder import edition
from autograder.check_process import class_names
from autograder.course import Course
from autograder.session import Session
from autograder.wire import Channel
from tests.unit.graded import ASSIGNMENTS, ROOT, Assignment
from utils.checks.report import CheckFailed

NO_LIMITS = {"cpu_seconds": 0, "file_size": 0, "memory": 0, "processes": 0, "uid": 0}
WRONG_ONES = 2  # of each question, besides the right one
FAST = {"week01_convolution", "week02_layers"}

# Whatever is asked, all that was lent is said to be zero or empty now.
FORGE = """
import gc, numpy
server = next(thing for thing in gc.get_objects() if type(thing).__name__ == "StudentProcess")
honest = type(server).call.__globals__["answer_of"]
def wiped(value):
    if isinstance(value, numpy.ndarray):
        return numpy.zeros_like(value)
    if isinstance(value, dict):
        return {key: wiped(part) for key, part in value.items()}
    return [] if isinstance(value, list) else value
def forged(function, message, decoder):
    lent = [decoder.decode(message["args"]), decoder.decode(message["kwargs"])]
    decoder.left = len(decoder.block)
    return honest(function, message, decoder) | {"changed": [[*map(wiped, lent[0])], wiped(lent[1])]}
type(server).call.__globals__["answer_of"] = forged
"""


def mutable_in(value: Any) -> Iterator[Any]:
    """All arrays, lists and dicts in plain data."""
    if isinstance(value, (np.ndarray, list, dict)):
        yield value
    if isinstance(value, (list, tuple, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from mutable_in(part)


class Lender:
    """Notes what was copied, and what was lent without being a copy."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.copies: dict[int, Any] = {}  # kept, so that no other object gets the same id
        self.own: list[str] = []
        deepcopy, call = copy.deepcopy, Session._call

        def noted(value: Any, *memo: Any) -> Any:
            copied = deepcopy(value, *memo)
            self.copies.update((id(part), part) for part in mutable_in(copied))
            return copied

        def watched(session: Session, op: str, args: Any, kwargs: Any, **fields: Any) -> Any:
            for part in mutable_in((args, tuple(kwargs.values()))):
                if id(part) not in self.copies:
                    self.own.append(f"{op} {fields.get('function', '')}: {str(part)[:60]}")
            return call(session, op, args, kwargs, **fields)

        monkeypatch.setattr(copy, "deepcopy", noted)
        monkeypatch.setattr(Session, "_call", watched)


@contextlib.contextmanager
def student(assignment: Assignment, question: str, *answer: str) -> Iterator[Session]:
    """A student's process with the cells of one answer."""
    limits = edition.limits(assignment.name)
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "autograder.student_process", str(theirs.fileno()), json.dumps(NO_LIMITS)]
    quiet = os.environ | {"OMP_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with (
        ours,
        theirs,
        subprocess.Popen(command, pass_fds=[theirs.fileno()], env=quiet, stderr=subprocess.DEVNULL) as process,
    ):
        session = Session(Channel(ours), class_names(answer[0]) & {question}, limits.call_seconds)
        try:
            cells = Course(ROOT).assignment(assignment.name).notebooks[0].cells
            setup = [cell.source for cell in cells if cell.kind == "code" and not cell.is_check and not cell.is_answer]
            for source in (*setup, *answer):
                assert "error" not in session.exchange("run_cell", timeout=60, source=source)
            yield session
        finally:
            process.kill()


def reference(assignment: Assignment, question: str) -> str:
    """The notebook's own answer."""
    cells = Course(ROOT).assignment(assignment.name).notebooks[0].cells
    return next(cell.source for cell in cells if cell.grade_id == question)


@pytest.mark.parametrize(
    ("assignment", "question"),
    [
        pytest.param(assignment, question, marks=[] if assignment.name in FAST else [pytest.mark.slow], id=question)
        for assignment in ASSIGNMENTS
        for question in assignment.module.PROBES
    ],
)
def test_forged_changes_change_nothing_that_counts(
    assignment: Assignment, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lender = Lender(monkeypatch)
    wrong = sorted((assignment.folder / question).glob("wrong_*.py"))[:WRONG_ONES]
    answers = {path.stem: (path.read_text(encoding="utf-8"), FORGE) for path in wrong}
    checks = [check for check in assignment.checks if assignment.question_of(check) == question]
    for name, answer in {"reference": (reference(assignment, question),), **answers}.items():
        passed = []
        with student(assignment, question, *answer) as session:
            for check in checks:
                with contextlib.suppress(CheckFailed):
                    assignment.judge(check, session.get(question))
                    passed.append(check)
        assert lender.own == []
        assert (passed == checks) == (name == "reference"), f"{name} passes {passed} of {checks}"
