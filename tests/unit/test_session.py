"""What a call in the student's process changed comes back to the check, called directly or by a probe."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from autograder.session import Session
from autograder.wire import Channel
from utils.checks.probe import probe
from utils.checks.seeing_probes import with_either

CELL = "def centred(values):\n    values -= values.mean()\n    return values.max()"
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
