"""Checks of `MnistNet`, with weights of the check's own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import torch_probes as probes
from utils.checks.fingerprints import NOTHING, Function, Probes, named_check, token
from utils.checks.modes import MODE
from utils.checks.report import Call, Check, as_array, four_digits, rng
from utils.checks.scenes import Scene, attempt, beside
from utils.checks.tensors import plain, shown
from utils.checks.tokens import trouble
from utils.checks.week04.digits import BATCH, DIGITS, some_digits, until_read
from utils.checks.week04.mnist_net_weights import (
    IMAGE,
    SHAPES,
    dropout_fault,
    dropout_tokens,
    dropped_units,
    pairs_of,
    random_weights,
    small_images,
    small_weights,
    tell_scene,
)
from utils.checks.week04.phrases import PHRASES

WEIGHTS = 21_840
ADAM = {"kind": "Adam", "lr": 0.003}
FAST_ADAM = {"kind": "Adam", "lr": 0.005}
ASPECTS = ("inventory", "logits", "dropout", "gradients", "twins", "training")


def _logit_tokens(kind: Function) -> list[str]:
    tokens = []
    for images in (small_images(3), small_images(1, seed=60)):
        outcomes = [beside(probes.net_logits, kind, _logit_scene(small_weights(), images, seed)) for seed in (0, 1)]
        errors = [outcome.error for outcome in outcomes if outcome.error is not None]
        answers = [token(plain(outcome.value)) for outcome in outcomes]
        tokens.append(
            trouble(errors[0], PHRASES) if errors else answers[0] if answers[0] == answers[1] else NOTHING + "random"
        )
    return tokens


def _inventory_tokens(kind: Function) -> list[str]:
    outcome = beside(probes.net_inventory, kind, Call({"image_shape": IMAGE}))
    if outcome.error is not None:
        return [trouble(outcome.error, PHRASES)]
    rows = [(math.prod(shape), bool(learns)) for _, shape, learns in outcome.value["parameters"]]
    return [str(sorted(rows))]


def _logit_scene(weights: Sequence[np.ndarray], images: np.ndarray, seed: int = 0) -> Scene:
    text = f"model(x {images.shape}) in eval mode, weights given"
    return Scene({"arrays": list(weights), "images": images, "training": False, "seed": seed}, text=text)


def _gradient_scene(seed: int | None = None) -> Scene:
    random = np.random.default_rng(7) if seed is None else np.random.default_rng(seed)
    images = random.normal(size=(6, *IMAGE)).astype(np.float32)
    arguments = {"arrays": random_weights(random), "images": images, "labels": random.integers(0, 10, 6)}
    return Scene(arguments, text="cross_entropy(model(x (6, 1, 28, 28)), y).backward() in eval mode, weights given")


def _gradient_tokens(kind: Function) -> list[str]:
    outcome = beside(probes.net_gradients, kind, _gradient_scene())
    if outcome.error is not None:
        return [trouble(outcome.error, PHRASES)]
    return ["none" if g is None else "some" if np.abs(g).max() > 0 else "zero" for g in outcome.value]


def _twin_scene() -> Scene:
    text = "two networks; weights are written into the first"
    return Scene({"arrays": small_weights(), "image_shape": IMAGE}, text=text)


def _changed_twin(value: Any) -> bool:
    before, after = value
    return any(not np.array_equal(one, other) for one, other in zip(before, after, strict=True))


def _twin_tokens(kind: Function) -> list[str]:
    outcome = beside(probes.net_twins, kind, _twin_scene())
    if outcome.error is not None:
        return [trouble(outcome.error, PHRASES)]
    still = any(array.ndim > 1 and np.ptp(array) == 0 for array in outcome.value[0] if array is not None)
    return [f"shared {_changed_twin(outcome.value)}, all alike {still}"]


def _training_tokens(kind: Function) -> list[str]:
    images, labels = small_images(4), np.arange(4)
    arguments = {"shapes": SHAPES, "arrays": None, "images": images, "labels": labels, "batch": 4, "steps": 1}
    outcome = beside(probes.net_learns, kind, Call({**arguments, "optimizer": ADAM, "seed": 0}))
    return [trouble(outcome.error, PHRASES) if outcome.error is not None else "one step"]


def check_MnistNet_parameters(MnistNet: Any) -> None:  # noqa: N802 - named after the class
    """Eight arrays of weights, 21,840 numbers, all of them learning."""
    check = named_check("MnistNet", MnistNet, PROBES)
    scene = Scene({"image_shape": IMAGE}, text="MnistNet().named_parameters()")
    value = attempt(check, probes.net_inventory, MnistNet, scene, ASPECTS)
    if value is not None:
        rows = value["parameters"]
        total = sum(math.prod(shape) for _, shape, _ in rows)
        for name, shape, _ in rows:
            check.show(f"{name} {tuple(shape)}: {math.prod(shape):,}")
        wanted = sorted(math.prod(shape) for shape in SHAPES)
        if sorted(math.prod(shape) for _, shape, _ in rows) != wanted:
            listed = [f"{name} {tuple(shape)}" for name, shape, _ in rows[:12]] or ["none"]
            lines = [("parameters", f"{total:,}, expected {WEIGHTS:,}")]
            lines += [("" if number else "registered", text) for number, text in enumerate(listed)]
            check.find("values", "other parameters than asked for", lines, call=scene, aspects=("inventory",))
        elif frozen := [name for name, _, learns in rows if not learns]:
            lines = [("requires_grad is False", ", ".join(frozen))]
            check.find("values", "parameters that do not learn", lines, call=scene, aspects=("inventory",))
    check.finish(f"{WEIGHTS:,} parameters")


def _judge_logits(check: Check, kind: Any, weights: Sequence[np.ndarray], images: np.ndarray) -> None:
    from utils.checks import oracles_week04 as oracles

    scene = _logit_scene(weights, images)
    value = attempt(check, probes.net_logits, kind, scene, ASPECTS)
    if value is None:
        return
    expected = oracles.mnist_logits(weights, images)
    answer = plain(value)
    array = as_array(answer)
    if array is None or array.shape != expected.shape:
        seen = shown(value) if array is None else f"{array.shape}, expected {expected.shape}"
        check.find("shape", "wrong shape", [("shape", seen)], call=scene, aspects=ASPECTS)
    elif not np.allclose(array, expected, rtol=1e-3, atol=1e-4 * max(1.0, float(np.abs(expected).max()))):
        worst = int(np.abs(array - expected).max(axis=1).argmax())
        lines = [(f"image {worst}, yours", four_digits(array[worst])), ("expected", four_digits(expected[worst]))]
        check.find("values", "other logits than the layers give", lines, call=scene, aspects=ASPECTS)
    check.show(f"{scene.text} -> logits {expected.shape}, as the layers of the table give them")


def check_MnistNet_logits(MnistNet: Any) -> None:  # noqa: N802
    """Known weights, three images and one image; the same images twice."""
    check = named_check("MnistNet", MnistNet, PROBES)
    for images in (small_images(3), small_images(1, seed=60)):
        _judge_logits(check, MnistNet, small_weights(), images)
    scenes = [_logit_scene(small_weights(), small_images(2, seed=70), seed) for seed in (0, 1)]
    first, second = (as_array(plain(attempt(check, probes.net_logits, MnistNet, scene, ASPECTS))) for scene in scenes)
    if first is not None and second is not None and not np.array_equal(first, second):
        lines = [("seen", "the same images twice in eval mode give different logits")]
        aspects = ("dropout", *ASPECTS)
        check.find("values", "something is random in eval mode", lines, call=scenes[0], aspects=aspects)
    check.finish("logits as expected")


def check_MnistNet_logits_hidden(MnistNet: Any) -> None:  # noqa: N802
    """Random weights, in batches of 1, 2 and 7."""
    random = rng()
    check = named_check("MnistNet", MnistNet, PROBES)
    for count in (2, 1, 7):
        images = random.normal(size=(count, *IMAGE)).astype(np.float32)
        _judge_logits(check, MnistNet, random_weights(random), images)
    check.finish("logits as expected")


def check_MnistNet_dropout(MnistNet: Any) -> None:  # noqa: N802
    """In train mode half of the maps and half of the hidden units are dropped, in eval mode none."""
    random = rng()
    check = named_check("MnistNet", MnistNet, PROBES)
    maps = pairs_of(random.permutation(10)[:5])
    for training in (False, True):
        scene = tell_scene(maps, training, seed=int(random.integers(1000)))
        value = attempt(check, probes.net_logits, MnistNet, scene, ASPECTS)
        if value is None:
            continue
        units = dropped_units(value)
        if fault := "logits that are no numbers" if units is None else dropout_fault(units, training):
            aspects = ("dropout", *ASPECTS)
            check.find("values", "other numbers are dropped", [("seen", fault)], call=scene, aspects=aspects)
        share = "half of the maps and of the hidden units" if training else "nothing"
        check.show(f"{MODE[training]} mode: {share} dropped")
    check.finish("dropout in train mode only")


def check_MnistNet_learning(MnistNet: Any) -> None:  # noqa: N802
    """Gradients reach every weight, networks share nothing, and ten digits can be learnt by heart."""
    from utils.checks import oracles_week04 as oracles

    random = rng()
    check = named_check("MnistNet", MnistNet, PROBES)
    scene = _gradient_scene(int(random.integers(10**6)))
    value = attempt(check, probes.net_gradients, MnistNet, scene, ASPECTS)
    if value is not None:
        expected = oracles.mnist_gradients(*scene.required.values())
        other = _answers_otherwise(
            MnistNet, scene
        )  # then other gradients are no second mistake, as long as they arrive
        for shape, got, want in zip(SHAPES, value, expected, strict=True):
            near = got is not None and np.allclose(got, want, rtol=1e-2, atol=1e-3 * float(np.abs(want).max()))
            if not near and not (other and got is not None and np.abs(got).max() > 0):
                shown = "no gradient" if got is None else f"largest {np.abs(got).max():.4g}"
                lines = [
                    ("weights of shape", str(shape)),
                    ("yours", shown),
                    ("expected", f"largest {np.abs(want).max():.4g}"),
                ]
                check.find("gradient", "other gradients than the layers give", lines, call=scene, aspects=ASPECTS)
        check.show("gradients of all eight arrays agree")
    scene = _twin_scene()
    value = attempt(check, probes.net_twins, MnistNet, scene, ASPECTS)
    if value is not None and _changed_twin(value):
        lines = [("seen", "the second network changed with the first")]
        check.find("values", "networks share their weights", lines, call=scene, aspects=ASPECTS)
    images, labels = some_digits(random, 10)[:2]
    weights = _learn(check, MnistNet, None, images, labels, 10, 100, int(random.integers(1000)), FAST_ADAM)
    if weights is not None:
        loss = oracles.mnist_loss(weights, images, labels)
        if not loss < 0.1:
            lines = [("seen", f"10 digits, 100 steps of Adam, lr=0.005: loss {loss:.3g}"), ("expected", "below 0.1")]
            check.find("values", "ten digits are not learnt by heart", lines, aspects=ASPECTS)
        check.show(f"ten digits learnt by heart: loss {loss:.2g}")
    check.finish("it learns")


def _answers_otherwise(kind: Any, scene: Scene) -> bool:
    """Whether the logits themselves are others than the layers give."""
    from utils.checks import oracles_week04 as oracles

    arrays, images = scene.required["arrays"], scene.required["images"]
    outcome = beside(probes.net_logits, kind, _logit_scene(arrays, images))
    answer = as_array(plain(outcome.value)) if outcome.error is None else None
    expected = oracles.mnist_logits(arrays, images)
    return answer is None or answer.shape != expected.shape or not np.allclose(answer, expected, rtol=1e-3, atol=1e-3)


def _learn(
    check: Check,
    kind: Any,
    weights: Any,
    images: np.ndarray,
    labels: np.ndarray,
    batch: int,
    steps: int,
    seed: int,
    optimizer: Mapping[str, Any] = ADAM,
) -> Any:
    arguments = {"shapes": SHAPES, "arrays": weights, "images": images, "labels": labels, "batch": batch}
    text = f"{steps} training steps of Adam on {len(images):,} digits"
    scene = Scene({**arguments, "steps": steps, "optimizer": optimizer, "seed": seed}, text=text)
    found = attempt(check, probes.net_learns, kind, scene, ASPECTS)
    return None if found is None or any(array is None for array in found) else found


def check_MnistNet_digits(MnistNet: Any) -> None:  # noqa: N802
    """Trains on 2,000 digits until 85 % of 1,000 others are read, at most 8 epochs and 60 seconds."""
    from utils.checks import oracles_week04 as oracles

    random = rng()
    images, labels, unseen, answers = some_digits(random, DIGITS)
    check = named_check("MnistNet", MnistNet, PROBES)
    steps = -(-DIGITS // BATCH)

    def epoch(weights: Any) -> Any:
        return _learn(check, MnistNet, weights, images, labels, BATCH, steps, int(random.integers(10**6)))

    # The share of digits that are read needs no more digits than float32 has, and takes a third of the time.
    until_read(check, epoch, lambda weights: oracles.mnist_logits(weights, unseen, np.float32), answers, ASPECTS)


PROBES: dict[str, Probes] = {
    "MnistNet": {
        "inventory": _inventory_tokens,
        "logits": _logit_tokens,
        "dropout": dropout_tokens,
        "gradients": _gradient_tokens,
        "twins": _twin_tokens,
        "training": _training_tokens,
    }
}
