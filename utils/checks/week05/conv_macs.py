"""Checks of `conv_macs`, the multiply-adds of a layer."""

from __future__ import annotations

from typing import Any

from utils.checks.fingerprints import Probes, call_probes, named_check
from utils.checks.report import Call, Refusal, judge_refusals, rng

MACS = ("height", "width", "in_channels", "out_channels", "kernel")
CHANNELS = ("groups", "channels")


def macs_call(*sizes: int, **options: int) -> Call:
    """conv_macs(height, width, in_channels, out_channels, kernel, ...)"""
    return Call(dict(zip(MACS, sizes, strict=True)), options)


MACS_REFUSALS: list[Refusal] = [
    (macs_call(8, 8, 2, 4, 3, stride=0), ("stride",), "the stride must be at least 1"),
    (macs_call(8, 8, 2, 4, 3, stride=-1), ("stride",), "the stride must be at least 1"),
    (macs_call(8, 8, 2, 4, 3, padding=-1), ("padding",), "the padding must not be negative"),
    (macs_call(4, 9, 2, 4, 5), ("kernel", "height"), "a kernel of 5 does not fit into 4 x 9 pixels"),
    (macs_call(9, 4, 2, 4, 7, padding=1), ("kernel", "width"), "a kernel of 7 does not fit into 11 x 6 pixels"),
    (macs_call(8, 8, 3, 4, 3, groups=2), CHANNELS, "3 input channels cannot be split into 2 groups"),
    (macs_call(8, 8, 4, 6, 3, groups=4), CHANNELS, "6 output channels cannot be split into 4 groups"),
    (macs_call(8, 8, 3, 5, 3, groups=2), CHANNELS, "neither 3 nor 5 channels can be split into 2 groups"),
]
_MACS = [
    (macs_call(32, 32, 1, 6, 5), 117_600),
    (macs_call(14, 14, 6, 16, 5), 240_000),
    (macs_call(224, 224, 3, 64, 3, padding=1), 86_704_128),
    (macs_call(227, 227, 3, 96, 11, stride=4), 105_415_200),
    (macs_call(6, 9, 2, 5, 3, stride=2, padding=1), 1_350),
]
_GROUPS = [
    (macs_call(31, 31, 96, 256, 5, groups=2), 223_948_800),
    (macs_call(10, 8, 12, 12, 3, groups=12), 5_184),
    (macs_call(5, 5, 4, 8, 1, groups=4), 200),
]


def check_conv_macs_values(conv_macs: Any) -> None:
    """Layers of LeNet-5, AlexNet and VGG-16."""
    check = named_check("conv_macs", conv_macs, PROBES, visible=True)
    for call, expected in _MACS:
        check.integer(call, expected)
    check.finish()


def check_conv_macs_values_hidden(conv_macs: Any) -> None:
    """Random layers without groups."""
    from utils.checks import oracles_week05 as oracles

    random = rng()
    check = named_check("conv_macs", conv_macs, PROBES)
    for _ in range(12):
        kernel, padding = int(random.integers(1, 6)), int(random.integers(0, 3))
        sizes = [int(number) for number in random.integers(kernel, 40, 2)] + [int(n) for n in random.integers(1, 30, 2)]
        call = macs_call(*sizes, kernel, stride=int(random.integers(1, 4)), padding=padding)
        check.integer(call, oracles.conv_macs(*call.required.values(), **call.options))
    check.finish()


def check_conv_macs_groups(conv_macs: Any) -> None:
    """A layer of AlexNet in two groups, a depthwise layer, a 1x1 layer in groups."""
    check = named_check("conv_macs", conv_macs, PROBES, visible=True)
    for call, expected in _GROUPS:
        check.integer(call, expected)
    check.finish()


def check_conv_macs_groups_hidden(conv_macs: Any) -> None:
    """Random layers with groups."""
    from utils.checks import oracles_week05 as oracles

    random = rng()
    check = named_check("conv_macs", conv_macs, PROBES)
    for _ in range(12):
        groups, kernel = int(random.integers(2, 7)), int(random.integers(1, 5))
        sizes = [int(number) for number in random.integers(kernel + 1, 30, 2)]
        channels = [groups * int(number) for number in random.integers(1, 6, 2)]
        call = macs_call(*sizes, *channels, kernel, groups=groups)
        check.integer(call, oracles.conv_macs(*call.required.values(), **call.options))
    check.finish()


def check_conv_macs_errors(conv_macs: Any) -> None:
    """Layers that cannot be."""
    check = named_check("conv_macs", conv_macs, PROBES, visible=True)
    judge_refusals(check, MACS_REFUSALS, macs_call(3, 5, 2, 4, 5, padding=1))


PROBES: dict[str, Probes] = {
    "conv_macs": call_probes(
        [*(call for call, _ in (*_MACS, *_GROUPS)), macs_call(3, 5, 2, 4, 5, padding=1), macs_call(5, 5, 2, 4, 5)],
        errors=[(call, names) for call, names, _ in MACS_REFUSALS],
    )
}
