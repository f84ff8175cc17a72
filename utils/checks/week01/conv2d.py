"""Checks of `conv2d`: batches of volumes, many filters, a bias, stride, padding and dilation."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.arguments import IMAGES, PADDING, STRIDE
from utils.checks.fingerprints import Probes, call_probes, named_check
from utils.checks.fixed_arrays import halves, integers
from utils.checks.report import Call, Refusal, judge_refusals, rng
from utils.checks.week01.windows import TOO_LARGE, WORKED_IMAGE, WORKED_KERNEL, noise_of


def conv_call(images: np.ndarray, weights: np.ndarray, **options: Any) -> Call:
    """conv2d(images, weights, ...)"""
    return Call({"images": images, "weights": weights}, options)


WORKED_IMAGES = np.stack([WORKED_IMAGE, np.eye(3)], axis=-1)[None]
WORKED_WEIGHTS = np.stack([WORKED_KERNEL, np.eye(2)], axis=-1)[..., None]
WEIGHTS = ("weights", "weight", "kernel")
WEIGHTS_FIT = (*WEIGHTS, *IMAGES, "dilation", "padding")
CHANNELS = (*WEIGHTS, *IMAGES, "channel", "c_in", "cin")
_AXES = "images must have 4 axes (N, H, W, C_in)"
_KERNEL_AXES = "weights must have 4 axes (kh, kw, C_in, C_out)"
CONV_REFUSALS: list[Refusal] = [
    (conv_call(integers(1, 5, 5, 2), integers(3, 3, 2, 1), stride=0), ("stride",), STRIDE),
    (conv_call(integers(1, 5, 5, 2), integers(3, 3, 2, 1), stride=-1), ("stride",), STRIDE),
    (conv_call(integers(1, 6, 6, 2), integers(3, 3, 2, 1), padding=-1), ("padding",), PADDING),
    (conv_call(integers(1, 3, 6, 2), integers(4, 2, 2, 1)), WEIGHTS_FIT, TOO_LARGE),
    (conv_call(integers(1, 3, 6, 2), integers(4, 2, 2, 1), stride=2), WEIGHTS_FIT, TOO_LARGE),
    (conv_call(integers(1, 6, 3, 2), integers(2, 6, 2, 1), padding=1), WEIGHTS_FIT, TOO_LARGE),
    (conv_call(integers(1, 5, 5, 2), integers(3, 3, 2, 1), dilation=3), WEIGHTS_FIT, "3 taps, 3 apart, span 7 of 5"),
    (conv_call(integers(5, 5, 2), integers(3, 3, 2, 1)), IMAGES, _AXES),
    (conv_call(integers(1, 5, 5, 2, 1), integers(3, 3, 2, 1)), IMAGES, _AXES),
    (conv_call(integers(1, 5, 5, 2), integers(3, 3, 2)), WEIGHTS, _KERNEL_AXES),
    (conv_call(integers(1, 5, 5, 2), integers(3, 3, 2, 1, 1)), WEIGHTS, _KERNEL_AXES),
    (
        conv_call(integers(1, 5, 5, 3), integers(3, 3, 2, 1)),
        CHANNELS,
        "the images have 3 channels, the weights expect 2",
    ),
    (
        conv_call(integers(1, 5, 5, 3), integers(3, 3, 1, 2)),
        CHANNELS,
        "the images have 3 channels, the weights expect 1",
    ),
    (
        conv_call(integers(1, 5, 5, 1), integers(3, 3, 3, 2)),
        CHANNELS,
        "the images have 1 channel, the weights expect 3",
    ),
]


def check_conv2d_shape(conv2d: Any) -> None:
    """Shapes alone: batch, rectangles, stride, padding, dilation, and a kernel as large as the image."""
    check = named_check("conv2d", conv2d, PROBES, visible=True)
    check.shape(conv_call(integers(2, 5, 6, 3), integers(3, 3, 3, 4)), (2, 3, 4, 4))
    check.shape(conv_call(integers(2, 5, 6, 3), integers(3, 3, 3, 4), stride=2), (2, 2, 2, 4))
    check.shape(conv_call(integers(1, 5, 6, 3), integers(2, 4, 3, 1), padding=1), (1, 6, 5, 1))
    check.shape(conv_call(integers(1, 7, 6, 1), integers(3, 3, 1, 2), dilation=2), (1, 3, 2, 2))
    check.shape(conv_call(integers(3, 4, 5, 2), integers(4, 5, 2, 2), bias=integers(2)), (3, 1, 1, 2))
    check.finish("shapes as expected")


def check_conv2d_values(conv2d: Any) -> None:
    """The worked example: two channels, one filter, a bias; then two filters, a stride, and dilation."""
    check = named_check("conv2d", conv2d, PROBES, visible=True)
    summed = np.array([[1.0, 2], [4, -2]]) + np.array([[2.0, 0], [0, 2]])
    check.array(conv_call(WORKED_IMAGES, WORKED_WEIGHTS), summed[None, :, :, None])
    check.array(conv_call(WORKED_IMAGES, WORKED_WEIGHTS, bias=np.array([10.0])), summed[None, :, :, None] + 10)
    two = np.concatenate([WORKED_WEIGHTS, 2 * WORKED_WEIGHTS], axis=-1)
    expected = np.stack([summed + 1, 2 * summed - 1], axis=-1)[None]
    check.array(conv_call(WORKED_IMAGES, two, bias=np.array([1.0, -1])), expected)
    check.array(conv_call(WORKED_IMAGES, two, bias=np.array([1.0, -1]), stride=2), expected[:, ::2, ::2])
    check.array(conv_call(WORKED_IMAGES, WORKED_WEIGHTS, dilation=2), [[[[3.0]]]])
    check.finish()


def check_conv2d_hidden(conv2d: Any) -> None:
    """Random volumes in the shapes where mistakes show, in float32 and float64; every argument by position."""
    from utils.checks import oracles

    random = rng()
    check = named_check("conv2d", conv2d, PROBES)
    height, width = (int(size) for size in random.integers(6, 10, 2))
    cases: list[tuple[tuple[int, ...], tuple[int, ...], bool, dict[str, int]]] = [
        ((2, 6, 7, 3), (3, 3, 3, 2), True, {}),
        ((2, 7, 6, 2), (2, 3, 2, 3), False, {"stride": 2}),
        ((1, 5, 8, 3), (3, 2, 3, 4), True, {"stride": 3, "padding": 2}),
        ((2, 8, 7, 2), (3, 3, 2, 2), True, {"padding": 1, "dilation": 2}),
        ((1, 9, 8, 2), (2, 3, 2, 1), False, {"stride": 2, "dilation": 3}),
        ((3, 4, 3, 2), (1, 1, 2, 3), True, {"stride": 2}),
        ((2, 4, 5, 3), (4, 5, 3, 2), True, {}),
        ((1, 3, 4, 1), (5, 4, 1, 2), True, {"padding": 1}),
        ((1, 4, 5, 2), (3, 2, 2, 2), False, {"padding": 2}),
        (
            (2, height, width, 3),
            (3, 2, 3, 5),
            True,
            {"stride": int(random.integers(1, 4)), "padding": 1, "dilation": 2},
        ),
    ]
    for shape, window, with_bias, options in cases:
        for dtype in ("float64", "float32"):
            scale = 30 if dtype == "float32" else 1  # sums far beyond 255, and sums whose fractions count
            images, weights = ((scale * random.normal(size=size)).astype(dtype) for size in (shape, window))
            bias = (3 * scale**2 * random.normal(size=window[-1])).astype(dtype) if with_bias else None
            expected = oracles.conv2d(images, weights, bias, **options).astype(dtype)
            extra = {"bias": bias} if with_bias else {}
            noise = noise_of(dtype, oracles.conv2d(np.abs(images), np.abs(weights), None, **options))
            check.array(conv_call(images, weights, **extra, **options), expected, dtype=True, noise=noise)
    images, weights, bias = random.normal(size=(2, 3, 7, 6)), random.normal(size=(2, 3, 3, 2)), random.normal(size=2)
    images = images.transpose(0, 2, 3, 1)
    named = {"images": images, "weights": weights, "bias": bias, "stride": 2, "padding": 1, "dilation": 2}
    check.array(Call(named), oracles.conv2d(images, weights, bias, 2, 1, 2))
    check.finish()


def check_conv2d_errors(conv2d: Any) -> None:
    """Strides, padding, kernels, axes and channels that cannot be right."""
    allowed = conv_call(integers(1, 3, 4, 2), integers(5, 4, 2, 1), padding=1)
    judge_refusals(named_check("conv2d", conv2d, PROBES, visible=True), CONV_REFUSALS, allowed)


PROBES: dict[str, Probes] = {
    "conv2d": call_probes(
        [
            conv_call(integers(2, 6, 7, 3), integers(3, 3, 3, 2, seed=2), bias=integers(2, seed=3) + 20),
            conv_call(integers(2, 7, 6, 2, seed=4), integers(2, 3, 2, 3, seed=5), stride=2),
            conv_call(
                integers(1, 5, 8, 3, seed=6),
                integers(3, 2, 3, 4, seed=7),
                bias=integers(4, seed=8) - 30,
                stride=3,
                padding=2,
            ),
            conv_call(integers(2, 8, 7, 2, seed=9), integers(3, 3, 2, 2, seed=10), padding=1, dilation=2),
            conv_call(integers(1, 9, 9, 1, seed=11), integers(2, 2, 1, 1, seed=12), stride=2, dilation=3),
            conv_call(integers(3, 4, 3, 2, seed=13), integers(1, 1, 2, 3, seed=14), bias=integers(3, seed=15)),
            conv_call(integers(1, 3, 4, 2, seed=16), integers(5, 1, 2, 2, seed=17), padding=1),
            conv_call(integers(2, 3, 3, 3, seed=18), integers(2, 2, 3, 2, seed=19)),
            Call(
                {
                    "images": integers(1, 6, 5, 2, seed=20),
                    "weights": integers(2, 2, 2, 2, seed=21),
                    "bias": integers(2, seed=22),
                    "stride": 2,
                    "padding": 1,
                    "dilation": 3,
                }
            ),
        ],
        floats=[
            conv_call(halves(1, 4, 5, 2), halves(2, 2, 2, 3, seed=2), bias=halves(3, seed=3) + 0.5),
            conv_call(halves(1, 3, 3, 1) + 200, halves(2, 2, 1, 1, seed=2) + 100),
        ],
        errors=[(call, names) for call, names, _ in CONV_REFUSALS],
    )
}
