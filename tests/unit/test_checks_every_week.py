"""What holds for every check of every week: what it accepts, and that nothing odd breaks it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch

from tests.unit.graded import ASSIGNMENTS, Assignment, Handle, raising
from utils.checks.fingerprints import fingerprint, name_idea
from utils.frameworks import quiet_tensorflow

CASES = [(assignment, check) for assignment in ASSIGNMENTS for check in assignment.checks]
QUESTIONS = [(assignment, question) for assignment in ASSIGNMENTS for question in assignment.module.PROBES]
# Keras is trained for seconds; the audit looks at these.
TRAINED = {"week03_keras"}
FREE = {"named_kernels"}  # any kernel that finds edges
LONG = {"check_build_cnn_accuracy", "check_train_accuracy"}
INDUCTOR = "TORCHINDUCTOR_CACHE_DIR"  # PyTorch sets it when it makes its first optimizer
ODD: dict[str, Any] = {
    "none": None,
    "text": "3",
    "not a number": float("nan"),
    "ragged list": [[1.0], [2.0, 3.0]],
    "triple": (1.0, 2.0, 3.0),
    "dict with odd keys": {1: 2, None: 3},
    "handle": Handle(),
    "list of handles": [[Handle()]],
    "object array": np.array([[None, "a"]], dtype=object),
    "complex array": np.ones((20, 3), complex),
    "empty tensor": torch.zeros(0, 1, 28, 28),
    "module": torch.nn.Linear(1, 1),
    "function": len,
    "exception": ValueError("stride"),
}
ERRORS = [
    NotImplementedError("not implemented for 'Long'"),
    ValueError("something else"),
    IndexError("index 5 is out of bounds"),
    RuntimeError("mat1 and mat2 shapes cannot be multiplied"),
    ZeroDivisionError(),
    RecursionError("too deep"),
    SystemExit(1),
    GeneratorExit(),
    MemoryError(),
    UnicodeDecodeError("utf-8", b"x", 0, 1, "bad"),
]

every_check = pytest.mark.parametrize(("assignment", "check"), CASES, ids=[check[6:] for _, check in CASES])
every_question = pytest.mark.parametrize(("assignment", "question"), QUESTIONS, ids=[name for _, name in QUESTIONS])


@pytest.fixture(scope="module", autouse=True)
def tensorflow() -> None:
    quiet_tensorflow(threads=1)


@contextlib.contextmanager
def left_alone() -> Iterator[None]:
    """What runs here must leave PyTorch and the environment as they were."""
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    state = torch.random.get_rng_state()
    environment = {name: value for name, value in os.environ.items() if name != INDUCTOR}
    yield
    assert torch.equal(torch.random.get_rng_state(), state)
    assert torch.get_num_threads() == 2
    assert torch.is_grad_enabled()
    assert torch.get_default_device().type == "cpu"
    assert {name: value for name, value in os.environ.items() if name != INDUCTOR} == environment
    torch.set_num_threads(threads)


@pytest.mark.parametrize(
    ("assignment", "check"),
    [pytest.param(*case, marks=pytest.mark.slow) if case[1] in LONG else case for case in CASES],
    ids=[check[6:] for _, check in CASES],
)
def test_reference_passes_a_line_is_printed_and_nothing_else_changes(
    assignment: Assignment, check: str, capfd: pytest.CaptureFixture[str]
) -> None:
    question = assignment.question_of(check)
    answer = assignment.solutions[question]
    with left_alone():
        # A number that is returned would be read as partial credit.
        assert assignment.judge(check, answer) is None
    printed = capfd.readouterr()
    assert printed.out.splitlines()[-1].startswith(f"{question}: ")
    assert printed.err == ""


@every_check
def test_untouched_stub_is_told_to_write(assignment: Assignment, check: str) -> None:
    question = assignment.question_of(check)
    message = assignment.failure(check, raising(NotImplementedError(f"{question} is yours to write")))
    assert message.startswith(f"{question}: not written yet.")
    assert len(message.splitlines()) == 2


@every_check
@pytest.mark.parametrize("odd", ODD)
def test_odd_results_fail_with_a_message(assignment: Assignment, check: str, odd: str) -> None:
    message = assignment.failure(check, lambda *_, **__: ODD[odd])
    assert message.startswith(f"{assignment.question_of(check)}: ")


@every_check
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_any_exception_fails_with_a_message(assignment: Assignment, check: str, error: BaseException) -> None:
    message = assignment.failure(check, raising(error))
    assert message.startswith(assignment.question_of(check))
    assert type(error).__name__ in message


@every_check
@pytest.mark.parametrize("thing", [None, 3, "conv2d", Handle(), np.ones(3)], ids=lambda thing: type(thing).__name__)
def test_what_cannot_be_called_is_said_so(assignment: Assignment, check: str, thing: Any) -> None:
    assert "not a function" in assignment.failure(check, thing)


@every_question
def test_what_always_raises_gets_no_name(assignment: Assignment, question: str) -> None:
    probes = assignment.module.PROBES[question]
    aspects = [aspect for aspect in probes if aspect != "errors"]
    for error in (ValueError("not enough values to unpack"), TypeError("missing argument"), NameError("x")):
        assert name_idea(question, raising(error), probes, aspects) is None


@pytest.mark.parametrize(
    ("assignment", "question"),
    [case for case in QUESTIONS if case[0].name not in TRAINED and case[1] not in FREE],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_correct_styles_share_their_fingerprint(assignment: Assignment, question: str) -> None:
    probes = assignment.module.PROBES[question]
    styles = assignment.bank(question, "correct", "equivalent")
    assert len(styles) >= 4
    for aspect in set(probes) - {"errors", "dtype"}:  # nested lists have no dtype
        expected = fingerprint(assignment.solutions[question], probes, aspect)
        assert {name for name, answer in styles.items() if fingerprint(answer, probes, aspect) != expected} == set()
