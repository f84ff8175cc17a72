"""Checks of `conv_parameters` and `dense_parameters`."""

from __future__ import annotations

from typing import Any

from utils.checks.fingerprints import Probes, call_probes, named_check
from utils.checks.report import Call, rng


def conv_parameters_call(kernel: int, in_channels: int, out_channels: int, **options: bool) -> Call:
    """conv_parameters(kernel, in_channels, out_channels, ...)"""
    return Call({"kernel": kernel, "in_channels": in_channels, "out_channels": out_channels}, options)


def dense_parameters_call(in_features: int, out_features: int, **options: bool) -> Call:
    """dense_parameters(in_features, out_features, ...)"""
    return Call({"in_features": in_features, "out_features": out_features}, options)


def check_conv_parameters_values(conv_parameters: Any) -> None:
    """Small layers, with and without bias."""
    check = named_check("conv_parameters", conv_parameters, PROBES, visible=True)
    check.integer(conv_parameters_call(3, 1, 1), 10)
    check.integer(conv_parameters_call(3, 3, 64), 1792)
    check.integer(conv_parameters_call(5, 6, 16, bias=False), 2400)
    check.finish()


def check_conv_parameters_hidden(conv_parameters: Any) -> None:
    """Eight random layers."""
    from utils.checks import oracles

    random = rng()
    check = named_check("conv_parameters", conv_parameters, PROBES)
    for bias in (True, False) * 4:
        kernel, inside, outside = int(random.integers(1, 8)), *(int(n) for n in random.integers(2, 65, 2))
        expected = oracles.conv_parameters(kernel, inside, outside, bias)
        check.integer(conv_parameters_call(kernel, inside, outside, bias=bias), expected)
    check.finish()


def check_dense_parameters_values(dense_parameters: Any) -> None:
    """Small layers, with and without bias."""
    check = named_check("dense_parameters", dense_parameters, PROBES, visible=True)
    check.integer(dense_parameters_call(2, 3), 9)
    check.integer(dense_parameters_call(784, 10), 7850)
    check.integer(dense_parameters_call(784, 10, bias=False), 7840)
    check.finish()


def check_dense_parameters_hidden(dense_parameters: Any) -> None:
    """Eight random layers."""
    from utils.checks import oracles

    random = rng()
    check = named_check("dense_parameters", dense_parameters, PROBES)
    for bias in (True, False) * 4:
        inside, outside = (int(n) for n in random.integers(2, 500, 2))
        expected = oracles.dense_parameters(inside, outside, bias)
        check.integer(dense_parameters_call(inside, outside, bias=bias), expected)
    check.finish()


PROBES: dict[str, Probes] = {
    "conv_parameters": call_probes(
        [
            conv_parameters_call(3, 1, 1),
            conv_parameters_call(3, 3, 64),
            conv_parameters_call(5, 6, 16, bias=False),
            conv_parameters_call(1, 10, 7),
            conv_parameters_call(2, 5, 3, bias=True),
        ]
    ),
    "dense_parameters": call_probes(
        [
            dense_parameters_call(1, 1),
            dense_parameters_call(784, 10),
            dense_parameters_call(7, 12, bias=False),
            dense_parameters_call(12, 7, bias=True),
        ]
    ),
}
