"""Checks of `conv_output_size`."""

from __future__ import annotations

from typing import Any

from utils.checks.arguments import PADDING, STRIDE
from utils.checks.fingerprints import Probes, call_probes, named_check
from utils.checks.report import Call, Refusal, judge_refusals, rng
from utils.checks.week01.windows import TOO_LARGE


def size_call(size: int, kernel: int, **options: int) -> Call:
    """conv_output_size(size, kernel, ...)"""
    return Call({"size": size, "kernel": kernel}, options)


SIZE_FIT = ("kernel", "size", "dilation", "padding")
SIZE_REFUSALS: list[Refusal] = [
    (size_call(5, 3, stride=0), ("stride",), STRIDE),
    (size_call(9, 3, stride=-2), ("stride",), STRIDE),
    (size_call(5, 3, padding=-1), ("padding",), PADDING),
    (size_call(3, 5), SIZE_FIT, TOO_LARGE),
    (size_call(4, 7, stride=2, padding=1), SIZE_FIT, TOO_LARGE),
    (size_call(6, 4, dilation=3), SIZE_FIT, "4 taps, 3 apart, span 10 pixels of 6"),
]


def check_conv_output_size_values(conv_output_size: Any) -> None:
    """Five sizes that a ruler on paper gives."""
    check = named_check("conv_output_size", conv_output_size, PROBES, visible=True)
    check.integer(size_call(7, 3), 5)
    check.integer(size_call(7, 3, stride=2), 3)
    check.integer(size_call(6, 3, stride=2), 2)
    check.integer(size_call(28, 5, padding=2), 28)
    check.integer(size_call(7, 3, dilation=2), 3)
    check.finish()


def check_conv_output_size_hidden(conv_output_size: Any) -> None:
    """The probes' hard cases, twelve random ones, and one with every argument by position."""
    from utils.checks import oracles

    random = rng()
    check = named_check("conv_output_size", conv_output_size, PROBES)
    hard = [(3, 3, 2, 3, 2), (3, 3, 3, 1, 1), (7, 4, 2, 1, 1), (9, 2, 3, 0, 1), (10, 2, 3, 0, 1), (3, 5, 1, 1, 1)]
    drawn = []
    for _ in range(12):
        kernel, stride, padding, dilation = (int(random.integers(low, 6)) for low in (1, 1, 0, 1))
        span = dilation * (kernel - 1) + 1
        drawn.append((int(max(1, span - 2 * padding) + random.integers(0, 20)), kernel, stride, padding, dilation))
    for size, kernel, stride, padding, dilation in hard + drawn:
        call = size_call(size, kernel, stride=stride, padding=padding, dilation=dilation)
        check.integer(call, oracles.conv_output_size(size, kernel, stride, padding, dilation))
    names = ("size", "kernel", "stride", "padding", "dilation")
    check.integer(Call(dict(zip(names, (11, 3, 2, 4, 3), strict=True))), oracles.conv_output_size(11, 3, 2, 4, 3))
    check.finish()


def check_conv_output_size_errors(conv_output_size: Any) -> None:
    """What no layer can be."""
    judge_refusals(
        named_check("conv_output_size", conv_output_size, PROBES, visible=True),
        SIZE_REFUSALS,
        size_call(3, 5, padding=1),
    )


PROBES: dict[str, Probes] = {
    "conv_output_size": call_probes(
        [
            size_call(3, 3, stride=2, padding=3, dilation=2),
            size_call(3, 3, stride=3, padding=1),
            size_call(7, 4, stride=2, padding=1),
            size_call(9, 2, stride=3),
            size_call(10, 2, stride=3),
            size_call(7, 3, stride=2, padding=1),
            size_call(11, 3, stride=2, padding=3, dilation=3),
            size_call(224, 7, stride=2, padding=3),
            size_call(3, 5, padding=1),
            size_call(17, 4, dilation=2),
        ],
        errors=[(call, names) for call, names, _ in SIZE_REFUSALS],
    )
}
