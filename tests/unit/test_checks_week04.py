"""The checks of week 4 as students meet them: what they accept, what they say, and that nothing odd breaks them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.unit.graded import Assignment

torch = pytest.importorskip("torch")
from utils.checks import oracles_week04 as oracles  # noqa: E402
from utils.checks import torch_probes  # noqa: E402
from utils.checks.week04.mnist_net_weights import IMAGE, random_weights, small_weights  # noqa: E402
from utils.checks.week04.watched import fixed_state  # noqa: E402

WEEK = Assignment("week04_pytorch")
ROOT = Path(__file__).parents[2]
LEARNING = ("check_MnistNet_digits", "check_MnistNet_learning", "check_train_epoch_digits")
QUICK = [name for name in WEEK.checks if name not in LEARNING]
CLASS = "MnistNet"


def test_message_has_the_form_of_the_course() -> None:
    wrong = WEEK.bank("evaluate", "wrong")["wrong_mean_of_means"]
    assert WEEK.failure("check_evaluate_values", wrong).splitlines() == [
        "evaluate: wrong mean loss.",
        "  you were asked for   evaluate(model in eval mode, loader: batches of 2, 1, CrossEntropyLoss)",
        "  mean loss            yours 1.08441, expected 1.15252",
        "  the model was in     eval mode",
        "  gradients            were not recorded",
        "  this is what you get when the batches' means are averaged.",
        '  The images of a small last batch would count more than the others. Lesson 4.1, "A dataset and its loader".',
    ]


# ------------------------------------------------------------------------------------------ probes


def test_weights_are_found_by_size_and_module() -> None:
    weights = random_weights(np.random.default_rng(0))
    shapes = [array.shape for array in weights]
    for style, kind in WEEK.bank(CLASS, "correct", "equivalent").items():
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


@pytest.mark.parametrize("check", [name for name in QUICK if name.endswith(("_hidden", "_dropout", "_mean", "_mode"))])
@pytest.mark.parametrize("seeds", [range(10), pytest.param(range(500), marks=pytest.mark.slow)], ids=["few", "many"])
def test_hidden_checks_never_fail_the_reference_by_chance(
    check: str, seeds: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    WEEK.judge_reference(check, seeds, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("check", LEARNING)
def test_trained_networks_never_miss_the_bar_by_chance(check: str, monkeypatch: pytest.MonkeyPatch) -> None:
    WEEK.judge_reference(check, range(20), monkeypatch)
