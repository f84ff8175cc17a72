"""Checks of `evaluate`: its two numbers, the mode, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import torch_probes as probes
from utils.checks.fingerprints import Function, Probes, named_check
from utils.checks.modes import MODE, PARTS, modes_token
from utils.checks.report import Check, as_array, rng
from utils.checks.scenes import Scene, attempt, beside
from utils.checks.tensors import as_number, plain, shown
from utils.checks.tokens import trouble
from utils.checks.week04.phrases import PHRASES
from utils.checks.week04.watched import (
    CROSS_ENTROPY,
    LIKELIHOOD,
    MARGIN,
    SMOOTHED,
    Arrays,
    batch_sizes,
    fixed_features,
    fixed_labels,
    fixed_state,
    near,
    number_token,
    random_state,
)


def evaluate_scene(
    state: Arrays,
    x: np.ndarray,
    y: np.ndarray,
    batch: int,
    *,
    loss: Mapping[str, Any] = CROSS_ENTROPY,
    training: bool = False,
    echo: float = 0.0,
) -> Scene:
    """evaluate(model, loader, loss_fn)"""
    text = f"evaluate(model in {MODE[training]} mode, loader: {batch_sizes(len(x), batch)}, {loss['kind']})"
    arguments = {"state": state, "x": x, "y": y, "batch": batch, "loss": dict(loss)}
    return Scene({**arguments, "training": training, "echo": echo}, text=text)


def _plain_state(classes: int) -> Arrays:
    """A `Watched` that returns its input in eval mode, but for its eps."""
    eye = np.eye(classes, dtype=np.float32)
    still = {"norm.weight": eye.sum(0), "norm.bias": 0 * eye[0], "norm.running_mean": 0 * eye[0]}
    still |= {"norm.running_var": eye.sum(0), "norm.num_batches_tracked": np.array(1)}
    return {**still, "dense.weight": eye, "dense.bias": 0 * eye[0]}


NAMES = ("mean loss", "accuracy")
WORKED = np.array([[2.0, 1, 0], [0, 1, 3], [0.5, 0.2, 0.1]], np.float32)
_DATA = (fixed_state(4, 5, seed=3), fixed_features(12, 4, seed=21), fixed_labels(12, 5, seed=31), 5)
_EQUAL = (*_DATA[:3], 4)  # batches of one size: a wrong mean over batches says nothing of the mode
_SQUARE = (fixed_state(4, 5, seed=3), fixed_features(5, 4, seed=22), fixed_labels(5, 5, seed=32), 5)
_SCENES = {
    "answer": [evaluate_scene(*_DATA), evaluate_scene(*_SQUARE)],
    "loss": [evaluate_scene(*_DATA, loss=loss) for loss in (SMOOTHED, MARGIN, LIKELIHOOD)],
    "mode": [evaluate_scene(*_EQUAL, training=True)],
    "recording": [evaluate_scene(*_EQUAL, echo=8.0)],
    "after": [evaluate_scene(*_DATA, training=True), evaluate_scene(*_DATA)],
}
ASPECTS = tuple(_SCENES)


def _evaluate_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(evaluate: Function) -> list[str]:
        tokens = []
        for scene in _SCENES[aspect]:
            outcome = beside(probes.evaluated, evaluate, scene)
            if outcome.error is not None:
                tokens.append(trouble(outcome.error, PHRASES))
            elif aspect == "after":
                tokens.append(", ".join(_left_behind(outcome.value, scene)) or "fine")
            else:
                value = outcome.value["value"]
                parts = value if isinstance(value, (tuple, list)) else [value]
                tokens.append(" ".join(number_token(part) for part in parts))
                if aspect != "answer":
                    tokens.append(modes_token(outcome.value["seen"], (*PARTS, "recorded", "backward")))
        return tokens

    return look


def _left_behind(value: Mapping[str, Any], scene: Scene) -> list[str]:
    """In which ways a model differs after the call."""
    found, wanted = [], scene.required["training"]
    if any(mode != wanted for mode in value["modes"]):
        stay = "parts of it are" if any(mode == wanted for mode in value["modes"]) else "it is"
        found.append(f"it was in {MODE[wanted]} mode, and {stay} in {MODE[not wanted]} mode now")
    found += [
        name for name, array in scene.required["state"].items() if not np.array_equal(array, value["state"][name])
    ]
    found += ["gradients are left"] if value["gradients"] else []
    found += [] if value["learns"] else ["its parameters have requires_grad False now"]
    return found + ([] if value["recording"] else ["PyTorch records no gradients any more"])


def _judge_answer(
    check: Check, evaluate: Any, scene: Scene, aspects: Sequence[str], parts: Sequence[str] = NAMES
) -> Mapping[str, Any] | None:
    """The pair that comes back, or only one of its `parts`; the probe's findings when it is right."""
    from utils.checks import oracles_week04 as oracles

    value = attempt(check, probes.evaluated, evaluate, scene, aspects)
    if value is None:
        return None
    names = ("state", "x", "y", "loss")
    expected = oracles.evaluate(**{name: scene.required[name] for name in names})
    pair = value["value"]
    numbers = [as_number(part) for part in pair] if isinstance(pair, (tuple, list)) else []
    if len(numbers) != 2 or None in numbers:
        lines = [("yours", shown(pair)), ("expected", "a pair of numbers (mean_loss, accuracy)")]
        check.find("shape", "wrong kind of answer", lines, call=scene, aspects=aspects)
        return None
    for name, number, want in zip(NAMES, numbers, expected, strict=True):
        if name in parts and (number is None or not near(number, want)):
            lines = [(name, f"yours {number:.6g}, expected {want:.6g}"), *_how(value["seen"])]
            check.find("values", f"wrong {name}", lines, call=scene, aspects=aspects)
            return None
    check.show(f"{scene.text} -> mean loss {expected[0]:.6g}, accuracy {expected[1]:.4g}")
    return value


def _how(seen: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """In which state the model was called."""
    if not seen:
        return [("the model", "was not called")]
    modes = sorted({f"{MODE[call['train']]} mode" for call in seen})
    lines = [("the model was in", " and ".join(modes))]
    if any(call["train"] != call["norm train"] for call in seen):
        lines.append(("but its parts", "were in the other mode"))
    recorded = any(call["recorded"] for call in seen)
    return [*lines, ("gradients", "were recorded" if recorded else "were not recorded")]


def check_evaluate_values(evaluate: Any) -> None:
    """The worked example: three images in batches of 2 and 1; then 12 images in batches of 5, 5 and 2."""
    check = named_check("evaluate", evaluate, PROBES)
    scene = evaluate_scene(_plain_state(3), WORKED, np.array([0, 1, 0]), 2)
    _judge_answer(check, evaluate, scene, ASPECTS)
    for scene in _SCENES["answer"]:
        _judge_answer(check, evaluate, scene, ASPECTS)
    check.finish()


def check_evaluate_values_hidden(evaluate: Any) -> None:
    """Random models and data, other losses, models found in either mode; recording is heard in the numbers."""
    random = rng()
    check = named_check("evaluate", evaluate, PROBES)
    losses = (CROSS_ENTROPY, False), (SMOOTHED, False), (MARGIN, False), (LIKELIHOOD, False), (CROSS_ENTROPY, True)
    for loss, training in losses:
        features, classes = int(random.integers(3, 7)), int(random.integers(3, 7))
        batch = int(random.integers(3, 7))
        count = 2 * batch + int(random.integers(1, batch))
        x = random.normal(size=(count, features)).astype(np.float32)
        state = random_state(random, features, classes)
        labels = random.integers(0, classes, count)
        scene = evaluate_scene(state, x, labels, batch, loss=loss, training=training)
        _judge_answer(check, evaluate, scene, ASPECTS)
    check.finish()


def check_evaluate_mode(evaluate: Any) -> None:
    """A model found in train mode answers in eval mode, and records no gradients: both are seen in the mean loss."""
    check = named_check("evaluate", evaluate, PROBES)
    _judge_answer(check, evaluate, _SCENES["mode"][0], ("mode", *ASPECTS), parts=NAMES[:1])
    scene = evaluate_scene(*_EQUAL, echo=float(rng().uniform(5, 20)))
    value = attempt(check, probes.evaluated, evaluate, scene, ASPECTS)
    if value is not None and any(call["recorded"] for call in value["seen"]):
        lines = [("seen", "the logits remember how they were computed: requires_grad is True")]
        check.find("gradient", "gradients are recorded", lines, call=scene, aspects=("recording", *ASPECTS))
    elif value is not None:
        _judge_answer(check, evaluate, scene, ("recording", *ASPECTS), parts=NAMES[:1])
    check.finish("eval mode, no gradients")


def check_evaluate_untouched(evaluate: Any) -> None:
    """Afterwards the model is as it was found: mode, parameters and running statistics."""
    check = named_check("evaluate", evaluate, PROBES)
    for scene in _SCENES["after"]:
        value = attempt(check, probes.evaluated, evaluate, scene, ASPECTS)
        if value is not None and (found := _left_behind(value, scene)):
            lines = [("changed", ", ".join(found))]
            check.find("values", "the model is not as it was", lines, call=scene, aspects=("after", *ASPECTS))
        elif value is not None and not _answers_as_found(value, scene):
            lines = [("seen", "the model answers in another way than before")]
            check.find("values", "the model is not as it was", lines, call=scene, aspects=("after",))
        elif value is not None and not value["seen"]:  # doing nothing leaves all untouched
            check.find("values", "the model was not called", [], call=scene, aspects=ASPECTS)
        check.show(f"{scene.text} -> mode, parameters and statistics as before")
    check.finish("the model is left as it was")


def _answers_as_found(value: Mapping[str, Any], scene: Scene) -> bool:
    import torch

    from utils.checks import oracles_week04 as oracles

    state = {name: torch.from_numpy(np.asarray(array, np.float64)) for name, array in scene.required["state"].items()}
    x = torch.from_numpy(scene.required["x"].astype(np.float64))
    expected = oracles.watched_logits(state, x, training=scene.required["training"]).numpy()
    later = as_array(plain(value["later"]))
    return later is not None and later.shape == expected.shape and np.allclose(later, expected, rtol=1e-3, atol=1e-3)


PROBES: dict[str, Probes] = {"evaluate": {aspect: _evaluate_tokens(aspect) for aspect in ASPECTS}}
