"""Checks of `train_epoch`: the mean loss, the steps, the mode, and whether digits are learnt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import torch_probes as probes
from utils.checks.fingerprints import Function, Probes, named_check, token
from utils.checks.modes import MODE, modes_token
from utils.checks.report import Check, four_digits, rng
from utils.checks.scenes import Scene, attempt, beside
from utils.checks.tensors import as_number, keeps_graph, shown
from utils.checks.tokens import trouble
from utils.checks.week04.digits import BATCH, DIGITS, some_digits, until_read
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

SGD_STILL = {"kind": "SGD", "lr": 0.0}
SGD = {"kind": "SGD", "lr": 0.25}
PARAMETERS = ("norm.weight", "norm.bias", "dense.weight", "dense.bias")


def train_scene(
    state: Arrays,
    x: np.ndarray,
    y: np.ndarray,
    batch: int,
    *,
    loss: Mapping[str, Any] = CROSS_ENTROPY,
    optimizer: Mapping[str, Any] = SGD,
    training: bool = True,
    epochs: int = 1,
) -> Scene:
    """train_epoch(model, loader, optimizer, loss_fn), once or more often"""
    steps = ", ".join(f"{key}={value:g}" for key, value in optimizer.items() if key != "kind")
    text = f"train_epoch(model in {MODE[training]} mode, loader: {batch_sizes(len(x), batch)}, "
    text += f"{optimizer['kind']}({steps}), {loss['kind']})" + (f", {epochs} epochs" if epochs > 1 else "")
    arguments = {"state": state, "x": x, "y": y, "batch": batch, "loss": dict(loss), "optimizer": dict(optimizer)}
    return Scene({**arguments, "training": training, "epochs": epochs}, text=text)


_DATA = (fixed_state(4, 3), fixed_features(10, 4), fixed_labels(10, 3), 4)
_EQUAL = (_DATA[0], fixed_features(12, 4), fixed_labels(12, 3), 4)  # where a wrong mean over batches is right
_SCENES = {
    "mean": [train_scene(*_DATA, optimizer=SGD_STILL)],
    "mode": [train_scene(*_EQUAL, optimizer=SGD_STILL, training=False)],
    "steps": [train_scene(*_DATA), train_scene(*_DATA, optimizer={**SGD, "momentum": 0.5}, epochs=2)],
    "loss": [
        train_scene(*_DATA, loss=SMOOTHED, optimizer=SGD_STILL),
        *(train_scene(*_DATA, loss=loss) for loss in (MARGIN, LIKELIHOOD)),
    ],
}
ASPECTS = tuple(_SCENES)


def _random_scene(random: np.random.Generator, *, whole: bool = False, **options: Any) -> Scene:
    """Random numbers, in two batches and a smaller one; or three of one size, when they are to be `whole`."""
    features, classes = (int(number) for number in random.integers(3, 7, 2))
    batch = int(random.integers(4, 8))
    count = 3 * batch if whole else 2 * batch + int(random.integers(2, batch))
    data = random.normal(size=(count, features)).astype(np.float32), random.integers(0, classes, count)
    return train_scene(random_state(random, features, classes), *data, batch, **options)


def _train_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(train_epoch: Function) -> list[str]:
        tokens = []
        for scene in _SCENES[aspect]:
            outcome = beside(probes.trained, train_epoch, scene)
            if outcome.error is not None:
                tokens.append(trouble(outcome.error, PHRASES))
                continue
            value, before = outcome.value, scene.required["state"]
            tokens += [number_token(number) for number in value["values"]]
            if aspect == "mode":
                tokens.append(modes_token(value["seen"]))
            if aspect in ("steps", "loss"):
                tokens += [token(value["state"][name]) for name in PARAMETERS]
            if aspect == "steps" and all(np.array_equal(value["state"][name], before[name]) for name in PARAMETERS):
                tokens.append(f"{modes_token(value['seen'], ('recorded', 'backward'))} {value['gradients']}")
        return tokens

    return look


def _judge_training(
    check: Check, train_epoch: Any, scene: Scene, aspects: Sequence[str], *, mean: bool, steps: bool
) -> None:
    """One scene: the mean loss, or the parameters afterwards, or both."""
    from utils.checks import oracles_week04 as oracles

    value = attempt(check, probes.trained, train_epoch, scene, aspects)
    if value is None:
        return
    names = ("state", "x", "y", "batch", "loss", "optimizer", "epochs")
    means, parameters = oracles.train(**{name: scene.required[name] for name in names})
    for given, expected in zip(value["values"], means, strict=True) if mean else ():
        number = as_number(given)
        lines = [("yours", shown(given) if number is None else f"{number:.6g}"), ("expected", f"{expected:.6g}")]
        if number is None:
            lines[1] = ("expected", "the mean loss, one number")
            check.find("shape", "wrong kind of answer", lines, call=scene, aspects=aspects)
        elif not near(number, expected):
            modes = sorted({f"{MODE[seen['train']]} mode" for seen in value["seen"]})
            lines.append(("the model was in", " and ".join(modes) or "no mode: it was not called"))
            check.find("values", "wrong mean loss", lines, call=scene, aspects=aspects)
        elif keeps_graph(given):
            lines = [("yours", "a tensor that requires gradients"), ("expected", "a number")]
            check.find("values", "the mean loss still holds its graph", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> {expected:.6g}")
    for name, expected_array in parameters.items() if steps else ():
        got = value["state"][name]
        if not np.allclose(got, expected_array, rtol=1e-3, atol=1e-4 * max(1.0, float(np.abs(expected_array).max()))):
            start = scene.required["state"][name]
            moved = "it did not change" if np.array_equal(got, start) else f"yours {four_digits(got.ravel()[:4])} ..."
            lines = [("parameter", f"{name}: {moved}"), ("expected", f"{four_digits(expected_array.ravel()[:4])} ...")]
            check.find("gradient", "wrong parameters after the epoch", lines, call=scene, aspects=aspects)
    if steps:
        check.show(f"{scene.text} -> parameters as expected")


def check_train_epoch_mean(train_epoch: Any) -> None:
    """Learning rate 0: the mean loss per image, with batches of 4, 4 and 2, of equal size, and of random numbers.

    Then a single batch and a step: its loss counts as it was before the step, whatever the step does.
    """
    check = named_check("train_epoch", train_epoch, PROBES)
    random = rng()
    single = train_scene(*_EQUAL[:3], 12)  # over several steps a wrong step would be a wrong mean as well
    equal = train_scene(fixed_state(3, 4, seed=9), fixed_features(6, 3), fixed_labels(6, 4), 3, optimizer=SGD_STILL)
    for scene in (*_SCENES["mean"], equal, _random_scene(random, optimizer=SGD_STILL), single):
        _judge_training(check, train_epoch, scene, ASPECTS, mean=True, steps=False)
    check.finish("the mean over all images")


def check_train_epoch_steps(train_epoch: Any) -> None:
    """The parameters after an epoch of plain SGD: one step a batch, each along its own gradient."""
    check = named_check("train_epoch", train_epoch, PROBES)
    _judge_training(check, train_epoch, _SCENES["steps"][0], ("mode", "steps", *ASPECTS), mean=False, steps=True)
    check.finish("one step for each batch")


def check_train_epoch_steps_hidden(train_epoch: Any) -> None:
    """Random data, momentum, Adam, two epochs, other losses: the parameters."""
    random = rng()
    check = named_check("train_epoch", train_epoch, PROBES)
    cases: list[dict[str, Any]] = [
        {"optimizer": {"kind": "SGD", "lr": 0.1, "momentum": 0.9}, "epochs": 2},
        {"optimizer": {"kind": "AdamW", "lr": 0.05}, "loss": SMOOTHED},
        {"optimizer": {"kind": "SGD", "lr": 0.2}, "loss": MARGIN},
        {"optimizer": {"kind": "SGD", "lr": 0.2}, "loss": LIKELIHOOD},
    ]
    for case in cases:
        scene = _random_scene(random, **case)
        _judge_training(check, train_epoch, scene, ("mode", *ASPECTS), mean=False, steps=True)
    check.finish("parameters as expected")


def check_train_epoch_mode(train_epoch: Any) -> None:
    """A model that was left in eval mode is trained in train mode."""
    check = named_check("train_epoch", train_epoch, PROBES)
    found = {"optimizer": SGD_STILL, "training": False}
    for scene in (_SCENES["mode"][0], _random_scene(rng(), whole=True, **found)):
        _judge_training(check, train_epoch, scene, ("mode", *ASPECTS), mean=True, steps=False)
    check.finish("train mode, however the model was found")


def check_train_epoch_digits(train_epoch: Any) -> None:
    """Your loop trains a small network on 2,000 digits until it reads 85 % of 1,000 others, within 60 seconds."""
    from utils.checks import oracles_week04 as oracles

    random = rng()
    images, labels, unseen, answers = some_digits(random, DIGITS)
    check = named_check("train_epoch", train_epoch, PROBES)

    def epoch(state: Any) -> Any:
        arguments = {"state": state, "x": images, "y": labels, "batch": BATCH}
        text = f"train_epoch(model, loader: {DIGITS:,} digits, SGD(lr=0.05, momentum=0.9), CrossEntropyLoss)"
        steps = {"kind": "SGD", "lr": 0.05, "momentum": 0.9}
        scene = Scene({**arguments, "optimizer": steps, "seed": int(random.integers(10**6))}, text=text)
        return attempt(check, probes.trained_on_digits, train_epoch, scene, ASPECTS)

    until_read(check, epoch, lambda state: oracles.reader_logits(state, unseen), answers, ASPECTS)


PROBES: dict[str, Probes] = {"train_epoch": {aspect: _train_tokens(aspect) for aspect in ASPECTS}}
