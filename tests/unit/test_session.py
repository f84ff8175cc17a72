"""What a call in the student's process changed comes back to the check, called directly or by a probe."""

from __future__ import annotations

import contextlib
import functools
import json
import math
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.session import Session, StudentError, StudentStopped, carry_back
from autograder.wire import Channel
from tests.unit.test_wire import json_values
from utils.checks.probe import probe
from utils.checks.seeing_probes import with_either

CELL = """
def centred(values):
    values -= values.mean()
    return values.max()

def flattened(values):
    values.shape = values.size

def stops(*_):
    raise StopIteration

def asks(function, *others):
    return function(*others)
"""
NO_LIMITS = {"cpu_seconds": 0, "file_size": 0, "memory": 0, "processes": 0, "uid": 0}


@pytest.fixture
def session() -> Iterator[Session]:
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "autograder.student_process", str(theirs.fileno()), json.dumps(NO_LIMITS)]
    with ours, subprocess.Popen(command, pass_fds=[theirs.fileno()]) as process:
        theirs.close()
        session = Session(Channel(ours), [], call_seconds=60)
        session.request("run_cell", source=CELL)
        yield session
        process.kill()


def test_a_direct_call_carries_changes_back(session: Session) -> None:
    values = np.array([1.0, 3.0])
    assert session.get("centred")(values) == 1
    assert values.tolist() == [-1, 1]


def test_a_probe_carries_changes_back(session: Session) -> None:
    values = np.array([1.0, 3.0])
    assert probe(with_either, session.get("centred"), values) == 1
    assert values.tolist() == [-1, 1]


def test_another_shape_of_an_argument_comes_back(session: Session) -> None:
    values = np.ones((2, 3))
    session.get("flattened")(values)
    assert values.shape == (6,)


def test_an_error_cannot_end_a_loop_of_the_check(session: Session) -> None:
    with pytest.raises(StudentError, match="StopIteration"):
        list(map(session.get("stops"), [1, 2]))


def test_a_process_that_ends_while_it_is_called_back_is_said_to_have_ended(session: Session) -> None:
    end = functools.partial(session.request, "run_cell", source="import os; os._exit(0)")
    with pytest.raises(StudentStopped, match="ended in the middle"):
        session.get("asks")(lambda: end())


@pytest.mark.parametrize(
    "changed",
    [
        np.zeros((0, 2)),
        np.zeros(3, dtype=int),
        np.array([None, 1, "a"], dtype=object),
        np.zeros(4),
        [0.0, 0.0, 0.0],
        None,
    ],
    ids=lambda changed: str(changed),
)
def test_made_up_changes_that_do_not_fit_an_array_leave_it_alone(changed: Any) -> None:
    values = np.array([1.0, 2.0, 3.0])
    carry_back(values, changed)
    assert values.tolist() == [1, 2, 3]


def test_made_up_changes_reach_neither_read_only_arrays_nor_what_lies_beside_a_view() -> None:
    fixed, whole = np.ones(3), np.ones(6)
    fixed.flags.writeable = False
    part = whole[::2]
    for lent in (fixed, part):
        carry_back(lent, np.zeros(3))
    assert fixed.tolist() == [1, 1, 1]
    assert whole.tolist() == [0, 1, 0, 1, 0, 1]


class Liar(Channel):
    """A connection to a process that answers every request with the same fields."""

    def __init__(self, block: bytes, **fields: Any) -> None:
        self.block, self.fields, self.nonce = block, fields, 0

    def send(self, message: dict[str, Any], block: bytes = b"", timeout: float | None = None) -> None:
        self.nonce = message["n"]

    def receive(self, timeout: float | None = None) -> tuple[dict[str, Any], bytes]:
        return {"n": self.nonce, **self.fields}, self.block

    def close(self) -> None:
        pass


def said(place: int) -> st.SearchStrategy[Any]:
    """What may be said of one argument; an array has bytes of its own."""
    shapes = st.sampled_from([[4], [2, 2], [3]])
    array = st.builds(lambda s: {"t": "array", "d": "<f8", "s": s, "o": 32 * place, "n": 8 * math.prod(s)}, shapes)
    return array | array.map(lambda one: [one]) | json_values


arguments = st.tuples(said(0), said(1), said(2)).map(list)
all_said = st.tuples(arguments, st.just({"t": "dict", "v": []})).map(list) | json_values


@settings(max_examples=300, deadline=None)
@given(changed=all_said, block=st.binary(min_size=96, max_size=96))
def test_whatever_is_said_to_have_changed_an_array_keeps_its_type_and_size(changed: Any, block: bytes) -> None:
    session = Session(Liar(block, value=1, changed=changed), [], call_seconds=1)
    free, fixed, items = np.arange(4.0), np.arange(4.0), [np.arange(4.0), "text"]
    fixed.flags.writeable = False
    function = session._handle({"t": "handle", "id": 0, "callable": True})
    with contextlib.suppress(StudentStopped):
        assert function(free, fixed, items) == 1
    assert (free.dtype, free.size) == (np.float64, 4)
    assert fixed.tolist() == [0, 1, 2, 3]
    assert type(items) is list
