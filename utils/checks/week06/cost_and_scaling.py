"""Checks of `separable_cost_ratio` and `compound_scaling`, two formulas."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.fingerprints import Probes, call_probes, named_check
from utils.checks.report import Call, rng


def ratio_call(out_channels: int, kernel: int) -> Call:
    """separable_cost_ratio(out_channels, kernel)"""
    return Call({"out_channels": out_channels, "kernel": kernel})


def check_separable_cost_ratio_values(separable_cost_ratio: Any) -> None:
    """The worked example, and sizes by hand."""
    check = named_check("separable_cost_ratio", separable_cost_ratio, PROBES, visible=True)
    for outputs, kernel, expected in ((5, 3, 14 / 45), (64, 3, 73 / 576), (1, 1, 2.0), (512, 5, 537 / 12800)):
        check.array(ratio_call(outputs, kernel), expected)
    check.finish()


def check_separable_cost_ratio_hidden(separable_cost_ratio: Any) -> None:
    """Random channels and kernels."""
    from utils.checks import oracles_week06 as oracles

    random = rng()
    check = named_check("separable_cost_ratio", separable_cost_ratio, PROBES)
    for _ in range(5):
        outputs, kernel = int(random.integers(1, 600)), int(random.integers(1, 8))
        check.array(ratio_call(outputs, kernel), oracles.cost_ratio(outputs, kernel))
    check.finish()


def scaling_call(phi: float, **bases: float) -> Call:
    """compound_scaling(phi, ...)"""
    return Call({"phi": phi}, bases)


def check_compound_scaling_values(compound_scaling: Any) -> None:
    """phi of 1, 0 and 2 with the bases of the paper."""
    check = named_check("compound_scaling", compound_scaling, PROBES, visible=True)
    for phi, expected in ((1, (1.2, 1.1, 1.15)), (0, (1.0, 1.0, 1.0)), (2, (1.44, 1.21, 1.3225))):
        check.array(scaling_call(phi), np.array(expected))
    check.finish()


def check_compound_scaling_hidden(compound_scaling: Any) -> None:
    """Whole, fractional and negative phi; other bases."""
    from utils.checks import oracles_week06 as oracles

    random = rng()
    check = named_check("compound_scaling", compound_scaling, PROBES)
    for phi in (3, 0.5, -1, -20, round(float(random.uniform(0.1, 6)), 3)):
        check.array(scaling_call(phi), oracles.compound(phi, 1.2, 1.1, 1.15))
    bases = [round(float(base), 3) for base in random.uniform(1.01, 1.5, 3)]
    names = dict(zip(("alpha", "beta", "gamma"), bases, strict=True))
    check.array(scaling_call(2, **names), oracles.compound(2, *bases))
    check.array(scaling_call(1.5, beta=bases[1]), oracles.compound(1.5, 1.2, bases[1], 1.15))
    check.finish()


PROBES: dict[str, Probes] = {
    "separable_cost_ratio": call_probes(
        [ratio_call(*pair) for pair in ((5, 3), (64, 3), (8, 5), (3, 2), (1, 1), (2, 4))]
    ),
    "compound_scaling": call_probes(
        [scaling_call(phi) for phi in (1, 0, 2, 3, 0.5, -1)] + [scaling_call(2, alpha=2, beta=3, gamma=5)]
    ),
}
