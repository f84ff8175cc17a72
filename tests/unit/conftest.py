"""Fixtures of the unit tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Several tests run side by side: each with one thread of PyTorch, where it is loaded."""
    torch = sys.modules.get("torch")
    if torch is None:
        yield
        return
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def solutions(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The reference answers of the assignment that a test module names."""
    answers: dict[str, Any] = request.module.WEEK.solutions
    return answers
