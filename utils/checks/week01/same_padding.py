"""Checks of `same_padding`."""

from __future__ import annotations

from typing import Any

from utils.checks.fingerprints import Probes, call_probes, named_check
from utils.checks.report import Call, Refusal, judge_refusals, rng


def same_call(kernel: int, **options: int) -> Call:
    """same_padding(kernel, ...)"""
    return Call({"kernel": kernel}, options)


SAME_REFUSALS: list[Refusal] = [
    (same_call(2), ("kernel", "dilation"), "an even kernel cannot be centred"),
    (same_call(6), ("kernel", "dilation"), "an even kernel cannot be centred"),
    (same_call(4, dilation=3), ("kernel", "dilation"), "4 taps, 3 apart, span 10 pixels: even"),
]


def check_same_padding_values(same_padding: Any) -> None:
    """Odd kernels, and even ones that dilation makes odd."""
    check = named_check("same_padding", same_padding, PROBES, visible=True)
    check.integer(same_call(1), 0)
    check.integer(same_call(3), 1)
    check.integer(same_call(5), 2)
    check.integer(same_call(3, dilation=2), 2)
    check.integer(same_call(2, dilation=2), 1)
    check.finish()


def check_same_padding_hidden(same_padding: Any) -> None:
    """Every kernel up to 9 with a random dilation, where a padding exists."""
    from utils.checks import oracles

    random = rng()
    check = named_check("same_padding", same_padding, PROBES)
    for kernel in range(1, 10):
        dilation = int(random.integers(1, 5)) if kernel % 2 else 2 * int(random.integers(1, 4))
        expected = oracles.same_padding(kernel, dilation)
        assert expected is not None
        check.integer(same_call(kernel, dilation=dilation), expected)
    check.finish()


def check_same_padding_errors(same_padding: Any) -> None:
    """Even effective kernels."""
    judge_refusals(
        named_check("same_padding", same_padding, PROBES, visible=True), SAME_REFUSALS, same_call(2, dilation=2)
    )


PROBES: dict[str, Probes] = {
    "same_padding": call_probes(
        [
            same_call(1),
            same_call(3),
            same_call(7),
            same_call(3, dilation=2),
            same_call(5, dilation=3),
            same_call(2, dilation=2),
            same_call(4, dilation=2),
        ],
        errors=[(call, names) for call, names, _ in SAME_REFUSALS],
    )
}
