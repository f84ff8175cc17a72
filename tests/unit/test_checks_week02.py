"""The checks of week 2: what they say, how they look at a network from outside, and that their oracles are right."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.edition import check_imports, student_edition
from tests.unit.graded import Assignment, raising
from utils.checks import oracles_week02 as oracles
from utils.checks import parameters, week02
from utils.checks.fingerprints import name_idea
from utils.checks.report import Fault
from utils.checks.week02 import activations, tiny_cnn, tiny_cnn_aspects

WEEK = Assignment("week02_layers")
ROOT = Path(__file__).parents[2]
FUNCTIONS = [name for name in WEEK.checks if "TinyCNN" not in name]


@pytest.mark.parametrize("check", [name for name in WEEK.checks if name.endswith("_errors")])
def test_refusing_everything_is_not_enough(check: str) -> None:
    everything = raising(ValueError("size stride padding images weights dout logits labels channels"))
    assert "refuses what is allowed" in WEEK.failure(check, everything)


@pytest.mark.parametrize(
    ("question", "name", "check", "parts"),
    [
        ("relu_backward", "wrong_gate_from_dout", "values", ["the gate looks at dout", '2.1, "Seven functions']),
        ("sigmoid", "wrong_where_trap", "large", ["NumPy warned", "overflow encountered in exp", "exp gets a large"]),
        ("max_pool2d", "wrong_from_zero", "values", ["the search starts at 0"]),
        ("max_pool2d_backward", "wrong_all_tied", "values", ["every tied pixel is paid", '2.2, "The way back"']),
        (
            "cross_entropy",
            "wrong_negative_label_accepted",
            "errors",
            ["no error where one is due", "counts from the end"],
        ),
        ("cross_entropy_backward", "wrong_not_divided", "values", ["the division by the number of rows is missing"]),
        ("conv2d_backward", "wrong_pixels_overwritten", "images", ["wrong values (gradient) in dimages", "adding up"]),
        ("conv2d_backward", "wrong_bias_keepdims", "bias", ["wrong shape in dbias", "dbias keeps four axes"]),
        ("conv2d_backward", "wrong_two_values", "weights", ["a tuple (dimages, dweights, dbias)", "dbias is left out"]),
        ("TinyCNN", "wrong_uphill", "step", ["a step makes the loss larger", "the step goes up"]),
        ("TinyCNN", "wrong_filters_turned", "hidden", ["by your step", "a layer passes on a wrong gradient"]),
        ("TinyCNN", "wrong_dense_only", "forward", ["distant pixels act together", "the first layer is dense"]),
    ],
)
def test_messages_name_the_idea(question: str, name: str, check: str, parts: list[str]) -> None:
    message = " ".join(WEEK.failure(f"check_{question}_{check}", WEEK.solution(question, name)).split())
    for part in parts:
        assert part in message


def test_only_the_part_that_is_asked_for_is_judged() -> None:
    turned = WEEK.solution("conv2d_backward", "wrong_kernel_turned")
    week02.check_conv2d_backward_bias(turned)
    week02.check_conv2d_backward_weights(turned)
    assert "in dimages" in WEEK.failure("check_conv2d_backward_images", turned)


def test_an_idea_that_nobody_had_gets_no_name() -> None:
    def odd(z: np.ndarray) -> np.ndarray:
        return np.maximum(z, 0) + 0.125

    assert name_idea("relu", odd, week02.PROBES["relu"], ("values", "floats")) is None
    assert "this is what you get" not in WEEK.failure("check_relu_values", odd)


def test_warnings_are_seen_where_the_function_runs_and_stay_there() -> None:
    z = np.array([-1e4, 1e4])
    with warnings.catch_warnings(record=True) as outside:
        warnings.simplefilter("always")
        assert activations.warnings_of(lambda z: 1 / (1 + np.exp(-z)), z) == ["overflow encountered in exp"]
        assert activations.warnings_of(np.tanh, z) == []
    assert outside == []


@pytest.mark.parametrize("silence", [{"over": "ignore"}, {"all": "ignore"}])
def test_overflows_are_counted_behind_a_switched_off_warning(silence: dict[str, Any]) -> None:
    z, before = np.array([-1e4, 1e4]), (np.errstate, np.seterr, np.geterr())

    def silent(z: np.ndarray) -> np.ndarray:
        with np.errstate(**silence):
            return 1 / (1 + np.exp(-z))

    def silent_for_good(z: np.ndarray) -> np.ndarray:
        np.seterr(**silence)
        return 1 / (1 + np.exp(-z))

    def stable(z: np.ndarray) -> np.ndarray:
        with np.errstate(**silence):
            return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))

    assert activations.overflows_of(silent, z) == activations.overflows_of(silent_for_good, z) == 1
    assert activations.overflows_of(stable, z) == 0
    assert before == (np.errstate, np.seterr, np.geterr())


# ------------------------------------------------------------------------------------------ networks from outside


class Nested:
    """Arrays in an object, a list, a dict, a tuple and a slot; one of them twice; a loop back to the model."""

    __slots__ = ("__dict__", "slotted")

    def __init__(self) -> None:
        self.slotted = np.full(2, 3.0)
        self.plain = np.ones((2, 2))
        self.again = self.plain
        self.parts = [{"w": np.zeros(3)}, (np.ones(1, np.float32), "text", 7)]
        self.me = self
        self.labels = np.arange(4)
        self.function = np.sum

    def forward(self, images: np.ndarray) -> np.ndarray:
        return images * self.plain.sum() + self.parts[0]["w"].sum()  # type: ignore[index,call-overload]


def test_arrays_are_found_wherever_they_hang() -> None:
    found = parameters.arrays_of(Nested())
    assert {path: array.shape for path, array in found.items()} == {
        "plain": (2, 2),
        "slotted": (2,),
        "parts.0.w": (3,),
        "parts.1.0": (1,),
    }


def test_found_arrays_are_copies_and_nudges_are_taken_back() -> None:
    model = Nested()
    parameters.arrays_of(model)["plain"][...] = 9
    assert model.plain.sum() == 4
    images = np.array([[1.0, 2.0]])
    logits = parameters.nudged_logits(model, images, "plain", np.stack([np.eye(2), -np.eye(2)]))
    assert logits.tolist() == [[[6, 12]], [[2, 4]]]
    assert np.array_equal(model.plain, np.ones((2, 2)))


def test_images_are_counted_that_one_number_meets() -> None:
    class Dense:
        def __init__(self) -> None:
            self.w = np.ones((4, 3))
            self.b = np.zeros(3)

        def forward(self, images: np.ndarray) -> np.ndarray:
            return images.reshape(len(images), 4) @ self.w + self.b

    model, pixels = Dense(), np.eye(4).reshape(4, 2, 2, 1)
    assert parameters.images_met(model, pixels, "w", [0, 5, 11]) == [1, 1, 1]
    assert parameters.images_met(model, pixels, "b", [0, 2]) == [4, 4]
    assert (model.w == 1).all()
    assert (model.b == 0).all()


def test_nudges_are_taken_back_when_forward_fails() -> None:
    model = Nested()
    model.forward = raising(ValueError("no"))  # type: ignore[method-assign]
    with pytest.raises(ValueError, match="no"):
        parameters.nudged_logits(model, np.ones(1), "plain", np.ones((1, 2, 2)))
    assert np.array_equal(model.plain, np.ones((2, 2)))


def test_a_network_that_hides_its_arrays_is_left_to_the_other_checks(solutions: dict[str, Any]) -> None:
    reference = solutions["TinyCNN"]

    class Hidden:
        def __init__(self, seed: int = 0) -> None:
            inside = reference(seed)
            self.forward = lambda images: inside.forward(images)
            self.train_step = lambda images, labels, lr: inside.train_step(images, labels, lr)

    for check in ("forward", "step", "hidden"):
        getattr(week02, f"check_TinyCNN_{check}")(Hidden)


@pytest.mark.parametrize("seed", range(8))
def test_windows_tell_convolutions_from_dense_layers(seed: int, solutions: dict[str, Any]) -> None:
    def shifted(kind: Any) -> Callable[..., Any]:
        return lambda number=0: kind(number + 10 * seed)

    for name in sorted(path.stem for path in (WEEK.folder / "TinyCNN").glob("correct_*.py")):
        tiny_cnn_aspects.ASPECTS["window"](shifted(WEEK.solution("TinyCNN", name)))
    with pytest.raises(Fault, match="no window"):
        tiny_cnn_aspects.ASPECTS["window"](shifted(WEEK.solution("TinyCNN", "wrong_dense_only")))


@pytest.mark.parametrize("seed", range(8))
def test_slopes_of_correct_networks_are_measured_right(seed: int) -> None:
    for name in sorted(path.stem for path in (WEEK.folder / "TinyCNN").glob("correct_*.py")):
        tiny_cnn_aspects._measure_slopes(
            tiny_cnn_aspects.Network(WEEK.solution("TinyCNN", name), 20 + seed), "gradient"
        )


def test_a_network_that_cannot_read_is_told_so(solutions: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiny_cnn, "EPOCHS", 3)

    class Blind(solutions["TinyCNN"]):  # type: ignore[misc,name-defined]
        def forward(self, images: np.ndarray) -> np.ndarray:
            return super().forward(images * (np.arange(8) < 3)[:, None, None])

    assert "at best" in WEEK.failure("check_TinyCNN_accuracy", Blind)


def test_training_that_takes_too_long_is_told_so(solutions: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiny_cnn, "SECONDS", 0.01)
    assert "training takes too long" in WEEK.failure("check_TinyCNN_accuracy", solutions["TinyCNN"])


def test_training_digits_and_test_digits_are_apart() -> None:
    images, labels = tiny_cnn._digits(np.random.default_rng(0))
    assert images.shape == (1797, 8, 8, 1)
    assert labels.shape == (1797,)
    assert 0 <= images.min() < images.max() <= 1
    seen = {image.tobytes() for image in images[: tiny_cnn.TRAINING_DIGITS]}
    assert sum(image.tobytes() in seen for image in images[tiny_cnn.TRAINING_DIGITS :]) == 0


# --------------------------------------------------------------------------------------------------------- oracles


@pytest.mark.parametrize("seed", range(20))
def test_oracles_agree_with_torch(seed: int) -> None:
    torch = pytest.importorskip("torch")
    functional, random = torch.nn.functional, np.random.default_rng(seed)

    def tensor(array: np.ndarray, *axes: int) -> Any:
        return torch.tensor(array.transpose(*axes).copy() if axes else array, requires_grad=True)

    n, height, width, channels, size, stride = (int(k) for k in random.integers((1, 4, 4, 1, 1, 1), (4, 9, 9, 4, 5, 4)))
    images = random.integers(-2, 3, (n, height, width, channels)).astype(float)
    ours, theirs = oracles.max_pool2d(images, size, stride), tensor(images, 0, 3, 1, 2)
    pooled = functional.max_pool2d(theirs, size, stride)
    assert np.array_equal(pooled.detach().numpy().transpose(0, 2, 3, 1), ours)
    dout = random.integers(-9, 10, ours.shape).astype(float)
    pooled.backward(tensor(dout, 0, 3, 1, 2))
    expected = theirs.grad.numpy().transpose(0, 2, 3, 1)
    assert np.array_equal(oracles.max_pool2d_backward(dout, images, size, stride), expected)
    mean = functional.avg_pool2d(theirs, size, stride).detach().numpy().transpose(0, 2, 3, 1)
    assert np.allclose(oracles.avg_pool2d(images, size, stride), mean)

    padding = int(random.integers(0, 3))
    weights = random.normal(size=(*random.integers(1, 4, 2), channels, 2))
    inputs, kernel, bias = tensor(images, 0, 3, 1, 2), tensor(weights, 3, 2, 0, 1), tensor(np.zeros(2))
    out = functional.conv2d(inputs, kernel, bias, stride=stride, padding=padding)
    dout = random.normal(size=tuple(out.shape))
    out.backward(torch.tensor(dout))
    found = oracles.conv2d_backward(dout.transpose(0, 2, 3, 1), images, weights, stride, padding)
    for one, other in zip(found, (inputs.grad, kernel.grad, bias.grad), strict=True):
        axes = {4: (0, 2, 3, 1), 1: (0,)}[one.ndim] if one is not found[1] else (2, 3, 1, 0)
        assert np.allclose(one, other.numpy().transpose(axes))

    logits, labels = random.normal(size=(n, 5)) * 9, random.integers(0, 5, n)
    scores = tensor(logits)
    loss = functional.cross_entropy(scores, torch.tensor(labels))
    loss.backward()
    assert np.isclose(oracles.cross_entropy(logits, labels), loss.item())
    assert np.allclose(oracles.cross_entropy_backward(logits, labels), scores.grad.numpy())
    assert np.allclose(oracles.softmax(logits), torch.softmax(scores, -1).detach().numpy())


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "sigmoid", "softplus"])
def test_oracles_of_bends_agree_with_torch(name: str) -> None:
    torch = pytest.importorskip("torch")
    z = np.concatenate([np.linspace(-40, 40, 101), activations.FAR])
    theirs = getattr(torch.nn.functional, name)(torch.tensor(z)).numpy()
    assert np.allclose(getattr(oracles, name)(z), theirs, atol=1e-12)


@pytest.mark.parametrize("check", [name for name in FUNCTIONS if name.endswith("_hidden")])
def test_hidden_checks_never_fail_the_reference_by_chance(check: str, monkeypatch: pytest.MonkeyPatch) -> None:
    WEEK.judge_reference(check, range(25), monkeypatch)


def test_answers_of_week_2_stay_out_of_the_sandbox() -> None:
    folder = student_edition("week02_layers") / "utils"
    assert (folder / "checks" / "week02" / "activations.py").exists()
    assert (folder / "checks" / "parameters.py").exists()
    assert not list(folder.glob("checks/oracles*.py"))
    assert not list(folder.glob("fast_*.py"))
    assert "import utils.checks.oracles_week02" in check_imports("week02_layers")


def test_training_where_the_model_lives_returns_one_loss_a_step():
    class Counter:
        def __init__(self):
            self.seen = []

        def train_step(self, images, labels, lr):
            self.seen.append((images.tolist(), labels.tolist(), lr))
            return float(len(self.seen)) if lr else np.zeros(2)

    model, batches = Counter(), np.array([[0, 1], [2, 0]])
    losses = parameters.losses_of_steps(model, np.array([5.0, 6.0, 7.0]), np.array([0, 1, 2]), batches, 0.5)
    assert losses.tolist() == [1, 2]
    assert model.seen == [([5, 6], [0, 1], 0.5), ([7, 5], [2, 0], 0.5)]
    with pytest.raises(ValueError, match="one number"):
        parameters.losses_of_steps(model, np.zeros(3), np.zeros(3, int), batches, 0.0)
