"""The checks of week 4 as students meet them: what they accept, what they say, and that nothing odd breaks them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.audit import read_solution
from autograder.course import Course
from utils.checks.fingerprints import fingerprint, name_idea, table
from utils.checks.report import CheckFailed

torch = pytest.importorskip("torch")
from utils.checks import oracles_week04 as oracles  # noqa: E402
from utils.checks import torch_probes, week04  # noqa: E402
from utils.checks.week04.mnist_net_weights import IMAGE, random_weights, small_weights  # noqa: E402
from utils.checks.week04.watched import fixed_state  # noqa: E402

ROOT = Path(__file__).parents[2]
WEEK = "week04_pytorch"
BANK = ROOT / "autograder" / "bank" / WEEK
CHECKS = sorted(name for name in vars(week04) if name.startswith("check_"))
LEARNING = ("check_MnistNet_digits", "check_MnistNet_learning", "check_train_epoch_digits")
QUICK = [name for name in CHECKS if name not in LEARNING]
CLASS = "MnistNet"


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def question_of(check: str) -> str:
    return max((q for q in week04.PROBES if check.startswith(f"check_{q}_")), key=len)


def names(code: str, question: str) -> Any:
    namespace: dict[str, Any] = {
        "np": np,
        "torch": torch,
        "nn": torch.nn,
        "F": torch.nn.functional,
        "__name__": "student",
    }
    exec(code, namespace)
    return namespace[question]


@pytest.fixture(scope="module")
def solutions() -> dict[str, Any]:
    cells = Course(ROOT).assignment(WEEK).notebooks[0].cells
    return {cell.grade_id: names(cell.source, cell.grade_id) for cell in cells if cell.is_answer and cell.grade_id}


def bank(question: str, *kinds: str) -> dict[str, Any]:
    files = sorted(path for kind in kinds for path in (BANK / question).glob(f"{kind}_*.py"))
    return {path.stem: names(path.read_text(), question) for path in files}


def failure(check: str, answer: Any) -> str:
    with pytest.raises(CheckFailed) as caught:
        getattr(week04, check)(answer)
    return str(caught.value)


class Handle:
    """As opaque as an object that stayed in the student's process."""

    def _refuse(self, *_: Any) -> Any:
        raise RuntimeError("the object is not here")

    __bool__ = __eq__ = __len__ = __iter__ = __array__ = __float__ = __index__ = __getitem__ = _refuse
    __hash__ = None  # type: ignore[assignment]


def raising(error: BaseException) -> Callable[..., Any]:
    def function(*_: Any, **__: Any) -> Any:
        raise error

    return function


ODD: dict[str, Any] = {
    "none": None,
    "text": "3",
    "not a number": float("nan"),
    "pair of nan": (float("nan"), float("nan")),
    "triple": (1.0, 2.0, 3.0),
    "pair of handles": (Handle(), Handle()),
    "handle": Handle(),
    "empty tensor": torch.zeros(0, 1, 28, 28),
    "complex tensor": torch.ones(2, 1, 28, 28, dtype=torch.complex64),
    "bool tensor": torch.ones(2, 1, 28, 28, dtype=torch.bool),
    "object array": np.array([[None, "a"]], dtype=object),
    "module": torch.nn.Linear(1, 1),
    "function": len,
    "constant pair": (0.0, 0.0),
}
ERRORS = [
    ValueError("something else"),
    IndexError("index 5 is out of bounds"),
    RuntimeError("mat1 and mat2 shapes cannot be multiplied"),
    ZeroDivisionError(),
    SystemExit(1),
    MemoryError(),
]


@pytest.mark.parametrize("check", CHECKS)
def test_reference_passes_and_a_line_is_printed(
    check: str, solutions: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert getattr(week04, check)(solutions[question_of(check)]) is None  # a number would be read as partial credit
    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1].startswith(f"{question_of(check)}: ")
    assert printed.err == ""


@pytest.mark.parametrize("check", CHECKS)
def test_untouched_stub_is_told_to_write(check: str) -> None:
    question = question_of(check)
    message = failure(check, raising(NotImplementedError(f"{question} is yours to write")))
    assert message.startswith(f"{question}: not written yet.")
    assert len(message.splitlines()) == 2


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("odd", ODD)
def test_odd_results_fail_with_a_message(check: str, odd: str) -> None:
    assert failure(check, lambda *_, **__: ODD[odd]).startswith(question_of(check))


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_any_exception_fails_with_a_message(check: str, error: BaseException) -> None:
    message = failure(check, raising(error))
    assert message.startswith(question_of(check))
    assert type(error).__name__ in message


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("thing", [None, 3, "evaluate", Handle()], ids=lambda thing: type(thing).__name__)
def test_what_cannot_be_called_is_said_so(check: str, thing: Any) -> None:
    assert "not a function" in failure(check, thing)


@pytest.mark.parametrize("question", week04.PROBES)
def test_correct_styles_share_their_fingerprint(question: str, solutions: dict[str, Any]) -> None:
    probes = week04.PROBES[question]
    styles = bank(question, "correct", "equivalent")
    assert len(styles) >= 4
    for aspect in set(probes) - {"errors"}:
        expected = fingerprint(solutions[question], probes, aspect)
        assert {name for name, answer in styles.items() if fingerprint(answer, probes, aspect) != expected} == set()


@pytest.mark.parametrize("question", week04.PROBES)
def test_every_wrong_solution_is_named(question: str) -> None:
    for path in sorted((BANK / question).glob("wrong_*.py")):
        idea = read_solution(path).idea
        found = name_idea(
            question, names(path.read_text(), question), week04.PROBES[question], [*week04.PROBES[question]]
        )
        assert found is not None, path.name
        assert idea is not None
        assert found.name == idea.name


@pytest.mark.parametrize("question", week04.PROBES)
def test_what_always_raises_gets_no_name(question: str) -> None:
    for error in (ValueError("not enough values to unpack"), TypeError("missing argument"), NameError("x")):
        aspects = [aspect for aspect in week04.PROBES[question] if aspect not in ("errors", "trap", "refusals")]
        assert name_idea(question, raising(error), week04.PROBES[question], aspects) is None


def test_message_has_the_form_of_the_course() -> None:
    wrong = bank("evaluate", "wrong")["wrong_mean_of_means"]
    assert failure("check_evaluate_values", wrong).splitlines() == [
        "evaluate: wrong mean loss.",
        "  you were asked for   evaluate(model in eval mode, loader: batches of 2, 1, CrossEntropyLoss)",
        "  mean loss            yours 1.08441, expected 1.15252",
        "  the model was in     eval mode",
        "  gradients            were not recorded",
        "  this is what you get when the batches' means are averaged.",
        '  The images of a small last batch would count more than the others. Lesson 4.1, "A dataset and its loader".',
    ]


def test_a_function_that_does_nothing_gets_no_point() -> None:
    for check in CHECKS:
        if question_of(check) != CLASS:
            assert failure(check, lambda *_: None)


def test_ideas_are_in_the_shipped_table() -> None:
    for question in week04.PROBES:
        ideas = {read_solution(path).idea.name for path in (BANK / question).glob("wrong_*.py")}  # type: ignore[union-attr]
        assert ideas == {entry["idea"] for entry in table()[question].values()}


# ------------------------------------------------------------------------------------------ probes


def test_probes_leave_the_process_as_it_was(solutions: dict[str, Any]) -> None:
    torch.set_num_threads(2)
    state, environment = torch.random.get_rng_state(), dict(os.environ)
    for check in QUICK:
        getattr(week04, check)(solutions[question_of(check)])
    assert torch.equal(torch.random.get_rng_state(), state)
    assert torch.get_num_threads() == 2
    assert torch.is_grad_enabled()
    assert dict(os.environ) == environment


def test_weights_are_found_by_size_and_module() -> None:
    weights = random_weights(np.random.default_rng(0))
    shapes = [array.shape for array in weights]
    for style, kind in bank(CLASS, "correct", "equivalent").items():
        model = torch_probes.prepared(kind, IMAGE)
        torch_probes.put(model, weights)
        back = torch_probes.taken(torch_probes.slots(model, shapes), shapes)
        for array, again in zip(weights, back, strict=True):
            np.testing.assert_array_equal(array, again, err_msg=style)


def test_networks_of_other_sizes_are_refused_with_their_sizes() -> None:
    with pytest.raises(ValueError, match=r"\[3, 6\]"):
        torch_probes.put(torch.nn.Linear(2, 3), small_weights())


def test_logits_that_record_gradients_are_heard() -> None:
    state = fixed_state(3, 2)
    model, x = torch_probes.watched(state, echo=5.0).eval(), torch.ones(4, 3)
    recorded = model(x)
    with torch.inference_mode():
        quiet = model(x)
    np.testing.assert_allclose((recorded - quiet).detach().numpy(), [[5.0, 0.0]] * 4, atol=1e-5)
    assert [call["recorded"] for call in model.seen] == [True, False]


def test_the_trap_springs_when_the_file_is_trusted() -> None:
    def trusting(model: Any, path: str) -> None:
        torch.load(path, weights_only=False)

    assert torch_probes.load_trapped(trusting, fixed_state(3, 2), older=False)["sprung"]


# ----------------------------------------------------------------------------------------- oracles


def test_oracle_of_the_network_agrees_with_the_solution(solutions: dict[str, Any]) -> None:
    random = np.random.default_rng(1)
    weights, images = random_weights(random), random.normal(size=(5, 1, 28, 28)).astype(np.float32)
    labels = random.integers(0, 10, 5)
    model = solutions[CLASS]().eval().double()
    with torch.no_grad():
        for parameter, array in zip(model.parameters(), weights, strict=True):
            parameter.copy_(torch.from_numpy(array))
    logits = model(torch.from_numpy(images).double())
    torch.nn.functional.cross_entropy(logits, torch.from_numpy(labels)).backward()
    np.testing.assert_allclose(oracles.mnist_logits(weights, images), logits.detach().numpy(), atol=1e-9)
    for ours, parameter in zip(oracles.mnist_gradients(weights, images, labels), model.parameters(), strict=True):
        np.testing.assert_allclose(ours, parameter.grad.numpy(), atol=1e-9)


def test_oracle_of_preparation_agrees_with_the_formula() -> None:
    images = np.arange(256, dtype=np.uint8).repeat(49).reshape(16, 28, 28)
    np.testing.assert_allclose(oracles.to_nchw(images)[:, 0], (images / 255 - 0.1307) / 0.3081, rtol=1e-12)


@pytest.mark.parametrize("check", [name for name in QUICK if name.endswith(("_hidden", "_dropout", "_mode"))])
@pytest.mark.parametrize("seeds", [range(10), pytest.param(range(500), marks=pytest.mark.slow)], ids=["few", "many"])
def test_hidden_checks_never_fail_the_reference_by_chance(
    check: str, seeds: range, solutions: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in seeds:
        monkeypatch.setenv("CNN_COURSE_CHECK_SEED", str(seed))
        getattr(week04, check)(solutions[question_of(check)])


@pytest.mark.slow
@pytest.mark.parametrize("check", LEARNING)
def test_trained_networks_never_miss_the_bar_by_chance(
    check: str, solutions: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(20):
        monkeypatch.setenv("CNN_COURSE_CHECK_SEED", str(seed))
        getattr(week04, check)(solutions[question_of(check)])
