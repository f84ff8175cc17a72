"""The grader's side of warm starts, with a parent that never gets ready."""

from __future__ import annotations

import socket
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.warm import WarmStarter, WarmStartFailed


@pytest.mark.parametrize("reads_its_order", [True, False])
def test_a_parent_that_dies_at_its_start_is_a_reason_to_start_cold(tmp_path: Path, reads_its_order: bool) -> None:
    ours, theirs = socket.socketpair()
    starter = WarmStarter(SimpleNamespace(connection=ours), untrusted=True, keep=[], imports=[])
    if reads_its_order:
        theirs.recv(65536)
    theirs.close()
    with ours, pytest.raises(WarmStartFailed):
        starter.start(ours, tmp_path, tmp_size=1, limits={})
