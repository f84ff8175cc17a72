"""Checks of `convolve_image`: one kernel over one grey image."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.arguments import PADDING, STRIDE
from utils.checks.fingerprints import Probes, call_probes, named_check
from utils.checks.fixed_arrays import halves, integers
from utils.checks.report import Call, Refusal, judge_refusals, rng
from utils.checks.week01.windows import TOO_LARGE, WORKED_IMAGE, WORKED_KERNEL, noise_of


def image_call(image: np.ndarray, kernel: np.ndarray, **options: int) -> Call:
    """convolve_image(image, kernel, ...)"""
    return Call({"image": image, "kernel": kernel}, options)


IMAGE_FIT = ("kernel", "image", "padding")
IMAGE_REFUSALS: list[Refusal] = [
    (image_call(integers(5, 5), integers(3, 3), stride=0), ("stride",), STRIDE),
    (image_call(integers(5, 5), integers(3, 3), stride=-1), ("stride",), STRIDE),
    (image_call(integers(6, 6), integers(3, 3), padding=-1), ("padding",), PADDING),
    (image_call(integers(3, 6), integers(4, 2)), IMAGE_FIT, TOO_LARGE),
    (image_call(integers(3, 6), integers(4, 2), stride=2), IMAGE_FIT, TOO_LARGE),
    (image_call(integers(6, 3), integers(2, 6), padding=1), IMAGE_FIT, TOO_LARGE),
    (image_call(integers(2, 2), integers(4, 4)), IMAGE_FIT, TOO_LARGE),
    (image_call(integers(2, 3), integers(1, 7)), IMAGE_FIT, TOO_LARGE),
    (image_call(integers(5, 5, 3), integers(3, 3)), ("image",), "image must have 2 axes (H, W)"),
    (image_call(integers(5), integers(3, 3)), ("image",), "image must have 2 axes (H, W)"),
    (image_call(integers(5, 5), integers(3)), ("kernel",), "kernel must have 2 axes (kh, kw)"),
    (image_call(integers(5, 5), integers(3, 3, 1)), ("kernel",), "kernel must have 2 axes (kh, kw)"),
]


def check_convolve_image_values(convolve_image: Any) -> None:
    """The worked example, with a stride and with padding."""
    check = named_check("convolve_image", convolve_image, PROBES, visible=True)
    check.array(image_call(WORKED_IMAGE, WORKED_KERNEL), [[1.0, 2], [4, -2]])
    check.array(image_call(WORKED_IMAGE, WORKED_KERNEL, stride=2), [[1.0]])
    check.array(image_call(WORKED_IMAGE, WORKED_KERNEL, stride=2, padding=1), [[-3.0, -1], [2, -2]])
    check.array(image_call(WORKED_IMAGE, np.array([[1.0, 0, -1]])), [[2.0], [1], [-4]])
    check.finish()


def check_convolve_image_hidden(convolve_image: Any) -> None:
    """Random images and kernels: odd and even, tall and wide, strides with a remainder, float32 and float64."""
    from utils.checks import oracles

    random = rng()
    check = named_check("convolve_image", convolve_image, PROBES)
    cases = [
        ((7, 9), (3, 3), 1, 0),
        ((6, 9), (2, 4), 2, 0),
        ((8, 5), (4, 2), 3, 2),
        ((5, 6), (5, 6), 1, 0),
        ((4, 5), (1, 1), 2, 1),
        ((3, 4), (5, 4), 1, 1),
        ((4, 6), (3, 2), 1, 2),
        (tuple(random.integers(6, 12, 2)), tuple(random.integers(1, 6, 2)), *random.integers((1, 0), (4, 3))),
    ]
    for shape, window, stride, padding in cases:
        for dtype in ("float64", "float32"):
            scale = 30 if dtype == "float32" else 1  # sums far beyond 255, and sums whose fractions count
            image, kernel = ((scale * random.normal(size=size)).astype(dtype) for size in (shape, window))
            options = {"stride": int(stride), "padding": int(padding)}
            expected = oracles.convolve_image(image, kernel, **options).astype(dtype)
            noise = noise_of(dtype, oracles.convolve_image(np.abs(image), np.abs(kernel), **options))
            check.array(image_call(image, kernel, **options), expected, dtype=True, noise=noise)
    image, kernel = random.normal(size=(8, 6)).T, random.normal(size=(3, 3))[:, ::-1]
    check.array(image_call(image, kernel), oracles.convolve_image(image, kernel))
    check.finish()


def check_convolve_image_errors(convolve_image: Any) -> None:
    """Strides, padding, kernels and axes that cannot be right."""
    allowed = image_call(integers(3, 4), integers(5, 4), padding=1)
    judge_refusals(named_check("convolve_image", convolve_image, PROBES, visible=True), IMAGE_REFUSALS, allowed)


PROBES: dict[str, Probes] = {
    "convolve_image": call_probes(
        [
            image_call(integers(6, 7), integers(3, 3, seed=2)),
            image_call(integers(6, 9, seed=3), integers(2, 4, seed=4), stride=2),
            image_call(integers(7, 5, seed=5), integers(3, 2, seed=6), stride=3, padding=2),
            image_call(integers(3, 5, seed=7), integers(4, 3, seed=8), padding=1),
            image_call(integers(5, 6, seed=11), integers(3, 1, seed=12)),
            image_call(integers(4, 4, seed=13), integers(2, 2, seed=14)),
            image_call(integers(3, 3, seed=9), integers(1, 1, seed=10), stride=2),
        ],
        floats=[
            image_call(halves(5, 4), halves(2, 3, seed=2), padding=1),
            image_call(halves(3, 3) + 200, halves(2, 2, seed=2) + 100),
        ],
        # The last is allowed: it tells a kernel on its side from one whose size is not looked at.
        errors=[
            *((call, names) for call, names, _ in IMAGE_REFUSALS),
            (image_call(integers(6, 3), integers(4, 2)), IMAGE_FIT),
        ],
    )
}
