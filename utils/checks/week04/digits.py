"""Real digits, and training until enough unseen ones are read."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from utils.checks.fingerprints import Function
from utils.checks.report import Check

SECONDS, EPOCHS, BAR, DIGITS, BATCH = 60.0, 8, 0.85, 2000, 32


def some_digits(random: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Some training digits, prepared, their labels, and all test digits with theirs."""
    from utils.checks import oracles_week04 as oracles

    digits = oracles.DIGITS
    chosen = random.permutation(len(digits.train_images))[:count]
    train, test = (
        oracles.to_nchw(part).astype(np.float32) for part in (digits.train_images[chosen], digits.test_images)
    )
    return train, digits.train_labels[chosen], test, digits.test_labels


def until_read(check: Check, epoch: Function, logits: Function, answers: np.ndarray, aspects: Sequence[str]) -> None:
    """Train epoch by epoch until enough unseen digits are read, and finish the check."""
    start, best, weights = time.monotonic(), 0.0, None
    for number in range(1, EPOCHS + 1):
        weights = epoch(weights)
        if weights is None:
            break
        share = float((logits(weights).argmax(axis=1) == answers).mean())
        best = max(best, share)
        check.show(f"epoch {number}: {share:.1%} of the unseen digits right")
        if best >= BAR:
            break
        if time.monotonic() - start > SECONDS:
            lines = [("seen", f"{SECONDS:g} s were over in epoch {number}"), ("best so far", f"{best:.1%}")]
            check.find("values", "training takes too long", lines, aspects=aspects)
            break
    else:
        lines = [("seen", f"at best {best:.1%} of the unseen digits in {EPOCHS} epochs"), ("expected", f"{BAR:.0%}")]
        check.find("values", "too many digits are misread", lines, aspects=aspects)
    check.finish(f"{best:.1%} of the unseen digits are read")
