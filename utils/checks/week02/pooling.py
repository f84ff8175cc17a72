"""Checks of `max_pool2d`, `avg_pool2d` and `max_pool2d_backward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.arguments import DOUT, IMAGES, STRIDE
from utils.checks.fingerprints import Function, Probes, call_probes, named_check
from utils.checks.fixed_arrays import halves, integers
from utils.checks.report import Call, Refusal, judge_refusals, rng

SIZE = ("size", "window", "pool")
AXES = "images must have 4 axes (N, H, W, C)"


def pool_call(images: np.ndarray, **options: int | None) -> Call:
    """max_pool2d(images, ...) or avg_pool2d(images, ...)"""
    return Call({"images": images}, options)


def pool_back_call(dout: np.ndarray, images: np.ndarray, **options: int | None) -> Call:
    """max_pool2d_backward(dout, images, ...)"""
    return Call({"dout": dout, "images": images}, options)


POOL_IMAGE = np.array([[1.0, 3, 2, 0], [4, 2, 1, 1], [0, -5, 6, 2], [-1, -2, 7, 3]])[None, :, :, None]
POOL_REFUSALS: list[Refusal] = [
    (pool_call(integers(1, 4, 4, 1), size=0, stride=1), SIZE, "a window has at least 1 pixel"),
    (pool_call(integers(1, 4, 4, 1), size=-2, stride=1), SIZE, "a window has at least 1 pixel"),
    (pool_call(integers(1, 4, 4, 1), size=2, stride=0), ("stride",), STRIDE),
    (pool_call(integers(1, 4, 4, 1), size=2, stride=-1), ("stride",), STRIDE),
    (pool_call(integers(1, 3, 6, 1), size=4), (*SIZE, *IMAGES), "the window is larger than the images"),
    (pool_call(integers(1, 6, 3, 1), size=4, stride=2), (*SIZE, *IMAGES), "the window is larger than the images"),
    (pool_call(integers(1, 2, 2, 1), size=3, stride=1), (*SIZE, *IMAGES), "the window is larger than the images"),
    (pool_call(integers(4, 4, 2)), IMAGES, AXES),
    (pool_call(integers(4, 4)), IMAGES, AXES),
]
_ONE = integers(1, 4, 4, 1)
POOL_ALLOWED = [pool_call(integers(2, 4, 4, 3), size=4), pool_call(integers(1, 3, 5, 1), size=1, stride=9)]
POOL_BACK_REFUSALS: list[Refusal] = [
    (pool_back_call(integers(1, 5, 5, 1), _ONE, size=0, stride=1), SIZE, "a window has at least 1 pixel"),
    (pool_back_call(integers(1, 3, 3, 1), _ONE, size=2, stride=0), ("stride",), STRIDE),
    (pool_back_call(integers(1, 3, 3, 1), _ONE, size=2, stride=-1), ("stride",), STRIDE),
    (
        pool_back_call(integers(1, 1, 1, 1), integers(1, 3, 6, 1), size=4),
        (*SIZE, *IMAGES, *DOUT),
        "the window is larger than the images",
    ),
    (  # no window fits, and dout is as empty as the formula says
        pool_back_call(np.zeros((1, 0, 2, 1)), integers(1, 3, 5, 1), size=4, stride=1),
        (*SIZE, *IMAGES, *DOUT),
        "the window is larger than the images",
    ),
    (
        pool_back_call(np.zeros((1, 2, 0, 1)), integers(1, 5, 3, 1), size=4, stride=1),
        (*SIZE, *IMAGES, *DOUT),
        "the window is larger than the images",
    ),
    (pool_back_call(integers(1, 2, 2, 2), integers(4, 4, 2)), IMAGES, AXES),
    (pool_back_call(integers(1, 3, 3, 1), _ONE), DOUT, "pooling makes (1, 2, 2, 1) of these images"),
    (pool_back_call(integers(1, 1, 2, 1), _ONE), DOUT, "pooling makes (1, 2, 2, 1) of these images"),
    (pool_back_call(integers(1, 1, 4, 1), _ONE), DOUT, "pooling makes (1, 2, 2, 1) of these images"),
    (pool_back_call(integers(1, 2, 2, 1), _ONE, stride=1), DOUT, "pooling makes (1, 3, 3, 1) of these images"),
    (pool_back_call(integers(2, 2, 2, 1), _ONE), DOUT, "pooling makes (1, 2, 2, 1) of these images"),
    (pool_back_call(integers(1, 2, 2, 3), _ONE), DOUT, "pooling makes (1, 2, 2, 1) of these images"),
]
_POOLS = [
    pool_call(integers(2, 6, 7, 3)),
    pool_call(integers(2, 6, 5, 2, seed=2) - 9, size=3),
    pool_call(integers(1, 7, 8, 2, seed=3), size=3, stride=2),
    pool_call(integers(2, 7, 6, 1, seed=4), size=2, stride=3),
    pool_call(integers(1, 5, 4, 2, seed=5), size=3, stride=1),
    pool_call(integers(1, 4, 5, 1, seed=6), size=1, stride=2),
    pool_call(integers(2, 4, 4, 1, seed=7), size=4, stride=None),
]
_POOL_FLOATS = [pool_call(halves(1, 4, 5, 2)), pool_call(halves(1, 3, 3, 1) + 400.25, stride=1)]


def check_max_pool2d_values(max_pool2d: Any) -> None:
    """The worked example, windows that overlap, and negative numbers."""
    check = named_check("max_pool2d", max_pool2d, PROBES, visible=True)
    check.array(pool_call(POOL_IMAGE), np.array([[4.0, 2], [0, 7]])[None, :, :, None])
    check.array(pool_call(POOL_IMAGE, size=3, stride=1), np.array([[6.0, 6], [7, 7]])[None, :, :, None])
    check.array(pool_call(POOL_IMAGE - 10, size=3), np.array([[[[-4.0]]]]))
    check.array(pool_call(POOL_IMAGE[:, :3], size=2, stride=2), np.array([[4.0, 2]])[None, :, :, None])
    check.finish()


def check_avg_pool2d_values(avg_pool2d: Any) -> None:
    """The worked example, windows that overlap, and a remainder."""
    check = named_check("avg_pool2d", avg_pool2d, PROBES, visible=True)
    check.array(pool_call(POOL_IMAGE), np.array([[2.5, 1], [-2, 4.5]])[None, :, :, None])
    check.array(pool_call(POOL_IMAGE, size=3, stride=1), np.array([[14.0, 12], [12, 15]])[None, :, :, None] / 9)
    check.array(pool_call(POOL_IMAGE[:, :3], size=2, stride=2), np.array([[2.5, 1]])[None, :, :, None])
    check.finish()


def _pools(question: str, function: Any, oracle: Function) -> None:
    """A pooling layer on random volumes in the shapes where mistakes show; the arguments by position, too."""
    random = rng()
    check = named_check(question, function, PROBES)
    size, stride = (int(number) for number in random.integers(1, 5, 2))
    cases: list[tuple[tuple[int, ...], dict[str, int | None]]] = [
        ((2, 6, 8, 3), {}),
        ((2, 7, 5, 2), {}),
        ((1, 7, 9, 2), {"size": 3}),
        ((2, 6, 7, 3), {"size": 3, "stride": 2}),
        ((2, 7, 8, 2), {"size": 2, "stride": 3}),
        ((1, 5, 6, 4), {"size": 3, "stride": 1}),
        ((3, 4, 5, 1), {"size": 1, "stride": 2}),
        ((2, 4, 6, 2), {"size": 4, "stride": None}),
        ((2, *(int(number) for number in random.integers(5, 10, 2)), 3), {"size": size, "stride": stride}),
    ]
    for shape, options in cases:
        for dtype in ("float64", "float32"):
            images = (random.normal(size=shape) - 1).astype(dtype)
            check.array(pool_call(images, **options), oracle(images, **options).astype(dtype), dtype=True)
    images = random.normal(size=(2, 3, 7, 6)).transpose(0, 2, 3, 1)
    check.array(Call({"images": images, "size": 3, "stride": 2}), oracle(images, 3, 2))
    check.finish()


def check_max_pool2d_hidden(max_pool2d: Any) -> None:
    """Random volumes, mostly negative."""
    from utils.checks import oracles_week02 as oracles

    _pools("max_pool2d", max_pool2d, oracles.max_pool2d)


def check_avg_pool2d_hidden(avg_pool2d: Any) -> None:
    """Random volumes."""
    from utils.checks import oracles_week02 as oracles

    _pools("avg_pool2d", avg_pool2d, oracles.avg_pool2d)


def check_max_pool2d_errors(max_pool2d: Any) -> None:
    """Windows, strides and axes that cannot be right."""
    judge_refusals(named_check("max_pool2d", max_pool2d, PROBES, visible=True), POOL_REFUSALS, *POOL_ALLOWED)


def check_avg_pool2d_errors(avg_pool2d: Any) -> None:
    """Windows, strides and axes that cannot be right."""
    judge_refusals(named_check("avg_pool2d", avg_pool2d, PROBES, visible=True), POOL_REFUSALS, *POOL_ALLOWED)


def check_max_pool2d_backward_values(max_pool2d_backward: Any) -> None:
    """The worked example, a tie, and a pixel that wins in two windows."""
    check = named_check("max_pool2d_backward", max_pool2d_backward, PROBES, visible=True)
    dout = np.array([[10.0, -20], [30, 40]])[None, :, :, None]
    expected = np.array([[0.0, 0, -20, 0], [10, 0, 0, 0], [30, 0, 0, 0], [0, 0, 40, 0]])
    check.array(pool_back_call(dout, POOL_IMAGE), expected[None, :, :, None])
    tie = np.array([[5.0, 7], [7, 7]])[None, :, :, None]
    check.array(pool_back_call(dout[:, :1, :1], tie), np.array([[0.0, 10], [0, 0]])[None, :, :, None])
    row = np.array([[1.0, 9, 2], [0, 3, 4]])[None, :, :, None]
    check.array(pool_back_call(dout[:, :1], row, stride=1), np.array([[0.0, -10, 0], [0, 0, 0]])[None, :, :, None])
    check.finish()


def check_max_pool2d_backward_hidden(max_pool2d_backward: Any) -> None:
    """Random volumes with many ties, overlapping windows and remainders."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = named_check("max_pool2d_backward", max_pool2d_backward, PROBES)
    cases: list[tuple[tuple[int, ...], int, int | None]] = [
        ((2, 6, 8, 3), 2, None),
        ((2, 7, 5, 2), 2, 2),
        ((1, 7, 9, 2), 3, 2),
        ((2, 5, 6, 2), 3, 1),
        ((2, 7, 8, 1), 2, 3),
        ((1, 4, 5, 2), 4, 1),
        ((2, int(random.integers(5, 10)), 7, 2), int(random.integers(1, 5)), int(random.integers(1, 5))),
    ]
    for shape, size, stride in cases:
        for dtype, ties in (("float64", False), ("float32", False), ("float64", True)):
            drawn = random.integers(0, 3, shape) if ties else random.normal(size=shape)
            images = (drawn - 2).astype(dtype)
            dout = random.normal(size=oracles.max_pool2d(images, size, stride).shape).astype(dtype)
            expected = oracles.max_pool2d_backward(dout, images, size, stride).astype(dtype)
            check.array(pool_back_call(dout, images, size=size, stride=stride), expected, dtype=True)
    images = random.normal(size=(2, 3, 6, 5)).transpose(0, 2, 3, 1)
    dout = random.normal(size=(2, 3, 2, 2)).transpose(0, 3, 2, 1)
    named = {"dout": dout, "images": images, "size": 3, "stride": 2}
    check.array(Call(named), oracles.max_pool2d_backward(dout, images, 3, 2))
    check.finish()


def check_max_pool2d_backward_errors(max_pool2d_backward: Any) -> None:
    """Windows, strides and axes that cannot be right, and a dout of another shape than the pooled images."""
    whole = pool_back_call(integers(2, 1, 1, 3), integers(2, 4, 4, 3), size=4, stride=9)
    judge_refusals(
        named_check("max_pool2d_backward", max_pool2d_backward, PROBES, visible=True), POOL_BACK_REFUSALS, whole
    )


PROBES: dict[str, Probes] = {
    "max_pool2d": call_probes(_POOLS, floats=_POOL_FLOATS, errors=[(call, names) for call, names, _ in POOL_REFUSALS]),
    "avg_pool2d": call_probes(_POOLS, floats=_POOL_FLOATS, errors=[(call, names) for call, names, _ in POOL_REFUSALS]),
    "max_pool2d_backward": call_probes(
        [
            pool_back_call(integers(2, 3, 3, 3, seed=8), integers(2, 6, 7, 3)),
            pool_back_call(integers(1, 3, 3, 2, seed=9), integers(1, 7, 8, 2, seed=2), size=3, stride=2),
            pool_back_call(integers(2, 2, 2, 1, seed=10), integers(2, 7, 6, 1, seed=3), size=2, stride=3),
            pool_back_call(integers(1, 3, 4, 1, seed=11), np.array(POOL_IMAGE[:, :, [0, 1, 2, 2, 3]]), stride=1),
            pool_back_call(integers(1, 2, 2, 2, seed=12), np.zeros((1, 4, 5, 2))),
            pool_back_call(integers(1, 2, 2, 1, seed=13), integers(1, 4, 4, 1, seed=5) // 4 - 5.0, size=3, stride=1),
        ],
        floats=[pool_back_call(halves(1, 2, 2, 2), halves(1, 4, 5, 2, seed=2))],
        errors=[(call, names) for call, names, _ in POOL_BACK_REFUSALS],
    ),
}
