"""Checks of `dead_fraction`: the share of channels that are never positive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from utils.checks import seeing_probes as probes
from utils.checks.fingerprints import Probes
from utils.checks.fixed_arrays import integers
from utils.checks.report import Call, Check, rng
from utils.checks.scenes import probed_check
from utils.checks.week07.probed import judge_number, mutation_tokens, number_tokens


def _check(dead_fraction: Any) -> Check:
    return probed_check("dead_fraction", dead_fraction, PROBES, probes.with_tensors)


def dead_call(activations: np.ndarray) -> Call:
    """dead_fraction(activations)"""
    return Call({"activations": activations.astype(np.float32)})


def _maps(*shape: int, dead: Sequence[int] = (), zero: Sequence[int] = (), seed: int = 1) -> np.ndarray:
    """Activations of which some channels are negative, some zero everywhere, and the others positive somewhere."""
    maps = -np.abs(integers(*shape, seed=seed)) - 1
    for channel in range(shape[1]):
        alive = channel not in dead and channel not in zero
        maps[channel % shape[0], channel, channel % shape[2], (channel + 1) % shape[3]] = 9.0 if alive else -4.0
    maps[:, list(zero)] = 0
    return maps


_EXAMPLE = np.array([[[[0, 2]], [[0, 0]], [[-1, 0]], [[0, 0]]], [[[0, 0]], [[1, 0]], [[-3, -2]], [[0, 0]]]], float)
_FAINT = np.where(_maps(2, 5, 3, 2, dead=(1, 3)) > 0, 0.25, 0.0)
_UNEVEN = _FAINT * np.array([1000.0, 1, 0.01, 1, 1]).reshape(1, 5, 1, 1)
_FAINTEST = _FAINT * 1e-12
_KINDS = np.moveaxis(  # adds up to zero, constant, zero, constant below zero, below zero, positive in every image
    np.array([[[1.0, -1], [0, 0]], [[2, 2], [2, 2]], [[0, 0], [0, 0]], [[-1, -1]] * 2, [[-3, -2]] * 2, [[1, -4]] * 2]),
    0,
    1,
)[:, :, None]
DEAD_CALLS = [
    dead_call(_EXAMPLE),
    dead_call(_maps(3, 5, 2, 4, dead=(1,), zero=(4,))),
    dead_call(np.maximum(_maps(4, 6, 3, 3, dead=(0, 2, 5)), 0)),
    dead_call(_FAINT),
    dead_call(_UNEVEN),
    dead_call(_KINDS),
    dead_call(_FAINTEST),
]


def check_dead_fraction_values(dead_fraction: Any) -> None:
    """The worked example, channels that are negative everywhere, and all or none dead."""
    check = _check(dead_fraction)
    for call, expected in zip(DEAD_CALLS, (0.5, 0.4, 0.5, 0.4, 0.4, 0.5, 0.4), strict=True):
        judge_number(check, call, expected)
    judge_number(check, dead_call(np.zeros((2, 3, 2, 2))), 1.0)
    judge_number(check, dead_call(np.ones((1, 3, 2, 1))), 0.0)
    check.finish()


def check_dead_fraction_hidden(dead_fraction: Any) -> None:
    """Random activations, before and after a ReLU, of which a random number of channels is dead."""
    random = rng()
    check = _check(dead_fraction)
    for rectified in (True, False, True, False):
        n, channels, height, width = (int(number) for number in random.integers((2, 5, 2, 2), (6, 14, 6, 6)))
        maps = -random.uniform(0.01, 1, (n, channels, height, width))
        alive = random.random(channels) < 0.6
        for channel in np.flatnonzero(alive):
            maps[random.integers(n), channel, random.integers(height), random.integers(width)] = random.uniform(0.01, 2)
        judge_number(check, dead_call(np.maximum(maps, 0) if rectified else maps), 1 - float(alive.mean()))
    check.finish()


PROBES: dict[str, Probes] = {
    "dead_fraction": {
        "values": number_tokens(probes.with_tensors, DEAD_CALLS),
        "mutation": mutation_tokens(probes.with_tensors, DEAD_CALLS),
    }
}
