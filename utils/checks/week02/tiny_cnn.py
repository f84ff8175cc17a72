"""Checks of `TinyCNN`: its aspects, and whether it learns."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from utils.checks.fingerprints import Function, Probes, named_check
from utils.checks.report import Call, Check, Fault, rng
from utils.checks.week02.tiny_cnn_aspects import ASPECTS, Network

BATCH, RATE, EPOCHS, TRIES, SECONDS, BAR = 50, 0.4, 50, 2, 60.0, 0.95
TRAINING_DIGITS = 1400


def _kind_of_fault(aspect: str) -> Callable[[Function], list[str]]:
    def look(kind: Function) -> list[str]:
        try:
            ASPECTS[aspect](kind)
        except Fault as fault:
            return [fault.kind]
        return ["fine"]

    return look


def _look_at(kind: Any, *aspects: str) -> None:
    """Check some aspects of the class in order; the first fault is the message."""
    check, order = named_check("TinyCNN", kind, PROBES, visible=True), tuple(ASPECTS)
    if check.attempt(Call({"seed": 0}), "callable") is not None:
        for aspect in aspects:
            try:
                ASPECTS[aspect](kind)
            except Fault as fault:  # its cause may lie in an aspect that another check looks at
                check.find("values", fault.headline, fault.lines, aspects=order[: order.index(aspect) + 1])
                break
            check.show((ASPECTS[aspect].__doc__ or "").splitlines()[0])
    check.finish()


def check_TinyCNN_forward(TinyCNN: Any) -> None:  # noqa: N802 - named after the class
    """Logits of the right shape, by the seed and each image alone; a bend, and windows instead of all pixels."""
    _look_at(TinyCNN, "forward", "seed", "bend", "window")


def check_TinyCNN_step(TinyCNN: Any) -> None:  # noqa: N802
    """The loss before the step; a small step lowers it; the rate and the mean over the batch decide how far."""
    _look_at(TinyCNN, "loss", "step", "batch")


def check_TinyCNN_hidden(TinyCNN: Any) -> None:  # noqa: N802
    """Every weight moves along its measured slope, and one of two networks can learn ten images by heart."""
    _look_at(TinyCNN, "gradient")
    random = rng()
    images, labels = random.random((10, 8, 8, 1)), random.permutation(10)
    check = named_check("TinyCNN", TinyCNN, PROBES, visible=True)
    try:
        for _ in range(TRIES):
            network = Network(TinyCNN, int(random.integers(1000)))
            losses = network.train(images, labels, np.tile(np.arange(10), (300, 1)), RATE)
            check.calls += len(losses)
            if losses[-1] < 0.1:
                break
        else:
            seen = f"10 images, 300 steps, lr={RATE}: loss {losses[0]:.3g} at first, {losses[-1]:.3g} at last"
            raise Fault("overfit", "ten images are not learnt by heart", ("seen", seen), ("expected", "below 0.1"))
    except Fault as fault:
        check.find("values", fault.headline, fault.lines, aspects=tuple(ASPECTS))
    check.finish("ten images learnt by heart")


def _digits(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """All 1,797 digits of scikit-learn in a random order: images (N, 8, 8, 1) between 0 and 1, labels (N,)."""
    from sklearn.datasets import load_digits

    digits = load_digits()
    order = random.permutation(len(digits.target))
    return digits.images[order][..., None] / 16, digits.target[order]


def check_TinyCNN_accuracy(TinyCNN: Any) -> None:  # noqa: N802
    """Trains on 1,400 digits until 95 % of the other 397 are read; a second network has a try when the first misses."""
    random = rng()
    check = named_check("TinyCNN", TinyCNN, PROBES, visible=True)
    if check.attempt(Call({"seed": 0}), "callable") is None:
        check.finish()
    start, best = time.monotonic(), 0.0
    try:
        for _ in range(TRIES):
            best = max(best, _accuracy_after_training(check, TinyCNN, random, start + SECONDS))
            if best >= BAR:
                break
        else:
            seen = f"at best {best:.1%} of the unseen digits, by {TRIES} networks in {EPOCHS} epochs each"
            raise Fault("accuracy", "too many digits are misread", ("seen", seen), ("expected", f"{BAR:.0%}"))
    except Fault as fault:
        check.find("values", fault.headline, fault.lines, aspects=tuple(ASPECTS))
    check.finish(f"{best:.1%} of the unseen digits are read")


def _accuracy_after_training(check: Check, kind: Function, random: np.random.Generator, deadline: float) -> float:
    """Train a new network on a new choice of digits until it reaches the bar; the best share of right answers."""
    images, labels = _digits(random)
    network, best = Network(kind, int(random.integers(1000))), 0.0
    for epoch in range(1, EPOCHS + 1):
        batches = random.permutation(TRAINING_DIGITS).reshape(-1, BATCH)
        losses = network.train(images[:TRAINING_DIGITS], labels[:TRAINING_DIGITS], batches, RATE)
        if time.monotonic() > deadline:
            lines = ("seen", f"{SECONDS:g} s were over in epoch {epoch}"), ("best so far", f"{best:.1%}")
            raise Fault("slow", "training takes too long", *lines)
        right = float(np.mean(network.forward(images[TRAINING_DIGITS:]).argmax(axis=1) == labels[TRAINING_DIGITS:]))
        best = max(best, right)
        check.show(f"epoch {epoch}: loss of the last batch {losses[-1]:.3f}, unseen digits right {right:.1%}")
        if best >= BAR:
            break
    return best


PROBES: dict[str, Probes] = {"TinyCNN": {aspect: _kind_of_fault(aspect) for aspect in ASPECTS}}
