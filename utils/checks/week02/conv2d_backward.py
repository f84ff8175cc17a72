"""Checks of `conv2d_backward`, each of its three gradients alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks.arguments import DOUT, IMAGES, PADDING, STRIDE
from utils.checks.fingerprints import Function, Probes, call_probes, named_check
from utils.checks.fixed_arrays import halves, integers
from utils.checks.report import Call, Refusal, describe, judge_refusals, rng, run
from utils.checks.week02.parts import PartCheck, answer_token, part_check

WEIGHTS = ("weights", "weight", "kernel", "filter")
GRADIENTS = ("dimages", "dweights", "dbias")


def conv_back_call(dout: np.ndarray, images: np.ndarray, weights: np.ndarray, **options: int) -> Call:
    """conv2d_backward(dout, images, weights, ...)"""
    return Call({"dout": dout, "images": images, "weights": weights}, options)


WORKED_IMAGE = np.array([[3.0, 0, 1], [1, 2, 0], [0, 1, 4]])[None, :, :, None]
WORKED_KERNEL = np.array([[1.0, 2], [0, -1]])[:, :, None, None]
WORKED_DOUT = np.array([[1.0, -1], [2, 0]])[None, :, :, None]
_FIVE, _THREE = integers(1, 5, 5, 2), integers(3, 3, 2, 1)
CONV_BACK_REFUSALS: list[Refusal] = [
    (conv_back_call(integers(1, 3, 3, 1), _FIVE, _THREE, stride=0), ("stride",), STRIDE),
    (conv_back_call(integers(1, 3, 3, 1), _FIVE, _THREE, stride=-1), ("stride",), STRIDE),
    (conv_back_call(integers(1, 1, 1, 1), _FIVE, _THREE, padding=-1), ("padding",), PADDING),
    (
        conv_back_call(integers(1, 3, 3, 1), integers(5, 5, 2), _THREE),
        IMAGES,
        "images must have 4 axes (N, H, W, C_in)",
    ),
    (
        conv_back_call(integers(1, 3, 3, 1), _FIVE, integers(3, 3, 2)),
        WEIGHTS,
        "weights must have 4 axes (kh, kw, C_in, C_out)",
    ),
    (
        conv_back_call(integers(1, 3, 3, 1), integers(1, 5, 5, 3), _THREE),
        (*WEIGHTS, *IMAGES, "channel", "c_in"),
        "the images have 3 channels, the weights expect 2",
    ),
    (
        conv_back_call(integers(1, 3, 3, 1), integers(1, 5, 5, 1), _THREE),
        (*WEIGHTS, *IMAGES, "channel", "c_in"),
        "the images have 1 channel, the weights expect 2",
    ),
    (
        conv_back_call(integers(1, 1, 1, 1), integers(1, 3, 6, 2), integers(4, 2, 2, 1)),
        (*WEIGHTS, *IMAGES, *DOUT, "padding"),
        "the kernel is larger than the padded images",
    ),
    (  # no window fits, and dout is as empty as the formula says
        conv_back_call(np.zeros((1, 0, 2, 1)), integers(1, 2, 5, 2), integers(3, 4, 2, 1)),
        (*WEIGHTS, *IMAGES, *DOUT, "padding"),
        "the kernel is larger than the padded images",
    ),
    (
        conv_back_call(np.zeros((1, 2, 0, 1)), integers(1, 5, 2, 2), integers(4, 3, 2, 1)),
        (*WEIGHTS, *IMAGES, *DOUT, "padding"),
        "the kernel is larger than the padded images",
    ),
    (conv_back_call(integers(1, 2, 3, 1), _FIVE, _THREE), DOUT, "this layer makes (1, 3, 3, 1) of these images"),
    (conv_back_call(integers(1, 5, 5, 1), _FIVE, _THREE), DOUT, "this layer makes (1, 3, 3, 1) of these images"),
    (
        conv_back_call(integers(1, 3, 3, 1), _FIVE, _THREE, stride=2),
        DOUT,
        "this layer makes (1, 2, 2, 1) of these images",
    ),
    (
        conv_back_call(integers(1, 3, 3, 1), _FIVE, _THREE, padding=1),
        DOUT,
        "this layer makes (1, 5, 5, 1) of these images",
    ),
    (conv_back_call(integers(1, 3, 3, 2), _FIVE, _THREE), DOUT, "this layer makes (1, 3, 3, 1) of these images"),
    (conv_back_call(integers(2, 3, 3, 1), _FIVE, _THREE), DOUT, "this layer makes (1, 3, 3, 1) of these images"),
]


def _conv_back_probes() -> Probes:
    calls = [
        conv_back_call(integers(2, 4, 5, 3), integers(2, 6, 7, 2, seed=2), integers(3, 3, 2, 3, seed=3)),
        conv_back_call(
            integers(2, 3, 2, 2, seed=4), integers(2, 7, 6, 3, seed=5), integers(2, 3, 3, 2, seed=6), stride=2
        ),
        conv_back_call(
            integers(1, 5, 4, 1, seed=7), integers(1, 5, 6, 2, seed=8), integers(3, 5, 2, 1, seed=9), padding=1
        ),
        conv_back_call(
            integers(2, 3, 3, 2, seed=10),
            integers(2, 4, 5, 1, seed=11),
            integers(2, 2, 1, 2, seed=12),
            stride=2,
            padding=1,
        ),
        conv_back_call(integers(1, 2, 2, 1, seed=13), integers(1, 4, 4, 1, seed=14), integers(2, 2, 1, 1), stride=2),
    ]
    small = conv_back_call(halves(1, 3, 4, 2), halves(1, 4, 5, 2, seed=2), halves(2, 2, 2, 2, seed=3))

    def part(index: int, chosen: Sequence[Call]) -> Callable[[Function], list[str]]:
        return lambda function: [answer_token(function, call, index) for call in chosen]

    def precision(function: Function) -> list[str]:
        kinds = []
        for dtype in ("float32", "float64"):
            parts = run(function, small.astype(dtype)).value
            kinds += (
                [str(getattr(value, "dtype", "none")) for value in parts] if isinstance(parts, (tuple, list)) else []
            )
        return kinds

    given = call_probes(calls, errors=[(call, names) for call, names, _ in CONV_BACK_REFUSALS])
    return {
        **{name: part(index, calls) for index, name in enumerate(GRADIENTS)},
        **{f"{name} of floats": part(index, [small]) for index, name in enumerate(GRADIENTS)},
        "dtype": precision,
        "mutation": given["mutation"],
        "errors": given["errors"],
    }


def _conv_gradients(
    check: PartCheck, call: Call, expected: Mapping[str, Any], stage: str = "gradient", *, dtype: bool = False
) -> None:
    """The call must return three arrays; those named in `expected` are compared with it."""
    check.focus("", *expected)
    outcome = check.attempt(call, stage)
    if outcome is None:
        return
    if not isinstance(outcome.value, (tuple, list)) or len(outcome.value) != 3:
        count = f", {len(outcome.value)} long" if isinstance(outcome.value, (tuple, list)) else ""
        lines = [("yours", describe(outcome.value) + count), ("expected", "a tuple (dimages, dweights, dbias)")]
        check.find("shape", "wrong kind of answer", lines, call=call, aspects=GRADIENTS)
        return
    for name, value in zip(GRADIENTS, outcome.value, strict=True):
        if name in expected:
            check.focus(name, name, f"{name} of floats", "dtype")
            check.compare(call, value, np.asarray(expected[name]), stage=stage, dtype=dtype)


def _conv_back_part(conv2d_backward: Any, part: str, cases: Sequence[tuple[Call, Any]]) -> None:
    check = part_check("conv2d_backward", conv2d_backward, PROBES, visible=True)
    for call, expected in cases:
        _conv_gradients(check, call, {part: expected})
    check.finish(f"{part} as expected")


def check_conv2d_backward_bias(conv2d_backward: Any) -> None:
    """The sum of what arrives, for each filter."""
    two = np.concatenate([WORKED_DOUT, 3 * WORKED_DOUT + 1], axis=-1)
    cases = [
        (conv_back_call(WORKED_DOUT, WORKED_IMAGE, WORKED_KERNEL), [2.0]),
        (conv_back_call(two, WORKED_IMAGE, np.concatenate([WORKED_KERNEL] * 2, axis=-1)), [2.0, 10]),
    ]
    _conv_back_part(conv2d_backward, "dbias", cases)


def check_conv2d_backward_weights(conv2d_backward: Any) -> None:
    """The worked example, a batch of two, a stride, and padding."""
    batch = np.concatenate([WORKED_IMAGE, WORKED_IMAGE[:, ::-1]])
    expected = np.array([[5.0, 3], [-1, 4]])[:, :, None, None]
    cases = [
        (conv_back_call(WORKED_DOUT, WORKED_IMAGE, WORKED_KERNEL), expected),
        (
            conv_back_call(np.concatenate([WORKED_DOUT, 0 * WORKED_DOUT]), batch, WORKED_KERNEL),
            expected,
        ),
        (
            conv_back_call(WORKED_DOUT[:, :1, :1], WORKED_IMAGE, WORKED_KERNEL, stride=2),
            WORKED_IMAGE[0, :2, :2, :, None],
        ),
        (
            conv_back_call(WORKED_DOUT, WORKED_IMAGE, WORKED_KERNEL, stride=2, padding=1),
            np.array([[0.0, 2], [0, 2]])[:, :, None, None],
        ),
    ]
    _conv_back_part(conv2d_backward, "dweights", cases)


def check_conv2d_backward_images(conv2d_backward: Any) -> None:
    """The worked example, a stride that leaves pixels out, and padding that is cut off again."""
    cases = [
        (
            conv_back_call(WORKED_DOUT, WORKED_IMAGE, WORKED_KERNEL),
            np.array([[1.0, 1, -2], [2, 3, 1], [0, -2, 0]])[None, :, :, None],
        ),
        (
            conv_back_call(WORKED_DOUT[:, :1, :1], WORKED_IMAGE, WORKED_KERNEL, stride=2),
            np.array([[1.0, 2, 0], [0, -1, 0], [0, 0, 0]])[None, :, :, None],
        ),
        (
            conv_back_call(WORKED_DOUT, WORKED_IMAGE, WORKED_KERNEL, stride=2, padding=1),
            np.array([[-1.0, 0, 1], [4, 0, 0], [-2, 0, 0]])[None, :, :, None],
        ),
    ]
    _conv_back_part(conv2d_backward, "dimages", cases)


def check_conv2d_backward_hidden(conv2d_backward: Any) -> None:
    """Random volumes and a random dout, in float32 and float64; all three gradients, every argument by position."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = part_check("conv2d_backward", conv2d_backward, PROBES)
    height, width = (int(size) for size in random.integers(6, 9, 2))
    cases: list[tuple[tuple[int, ...], tuple[int, ...], int, int]] = [
        ((2, 6, 7, 3), (3, 3, 3, 2), 1, 0),
        ((2, 7, 6, 2), (2, 3, 2, 3), 2, 0),
        ((2, 5, 8, 3), (3, 2, 3, 2), 3, 2),
        ((1, 6, 5, 1), (3, 3, 1, 4), 1, 1),
        ((3, 4, 3, 2), (1, 1, 2, 3), 2, 0),
        ((2, 4, 5, 3), (4, 5, 3, 2), 1, 0),
        ((1, 5, 4, 2), (2, 3, 2, 1), 2, 1),
        ((2, height, width, 2), (3, 2, 2, 3), int(random.integers(1, 4)), 1),
    ]
    for shape, window, stride, padding in cases:
        for dtype in ("float64", "float32"):
            images, weights = (random.normal(size=size).astype(dtype) for size in (shape, window))
            out = [(shape[axis] + 2 * padding - window[axis - 1]) // stride + 1 for axis in (1, 2)]
            dout = random.normal(size=(shape[0], *out, window[3])).astype(dtype)
            found = oracles.conv2d_backward(dout, images, weights, stride, padding)
            expected = {name: value.astype(dtype) for name, value in zip(GRADIENTS, found, strict=True)}
            call = conv_back_call(dout, images, weights, stride=stride, padding=padding)
            _conv_gradients(check, call, expected, dtype=True)
    images, weights = random.normal(size=(2, 2, 6, 5)).transpose(0, 3, 2, 1), random.normal(size=(2, 3, 2, 2))
    dout = random.normal(size=(2, 3, 4, 2))[:, :, :3]
    named = {"dout": dout, "images": images, "weights": weights, "stride": 2, "padding": 1}
    found = oracles.conv2d_backward(dout, images, weights, 2, 1)
    _conv_gradients(check, Call(named), dict(zip(GRADIENTS, found, strict=True)))
    check.finish()


def check_conv2d_backward_errors(conv2d_backward: Any) -> None:
    """Strides, padding, kernels, axes, channels and a dout that cannot be right."""
    whole = conv_back_call(integers(2, 1, 1, 1), integers(2, 2, 3, 2), integers(4, 5, 2, 1), stride=7, padding=1)
    judge_refusals(named_check("conv2d_backward", conv2d_backward, PROBES, visible=True), CONV_BACK_REFUSALS, whole)


PROBES: dict[str, Probes] = {"conv2d_backward": _conv_back_probes()}
