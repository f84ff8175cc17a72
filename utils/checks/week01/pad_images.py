"""Checks of `pad_images`."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.arguments import IMAGES, PADDING
from utils.checks.fingerprints import Probes, call_probes, named_check
from utils.checks.fixed_arrays import halves, integers
from utils.checks.report import Call, Refusal, judge_refusals, rng


def pad_call(images: np.ndarray, padding: int, **options: float) -> Call:
    """pad_images(images, padding, ...)"""
    return Call({"images": images, "padding": padding}, options)


_AXES = "images must have 4 axes (N, H, W, C)"
PAD_REFUSALS: list[Refusal] = [
    (pad_call(integers(1, 4, 4, 1), -1), ("padding",), PADDING),
    (pad_call(integers(4, 4, 3), 1), IMAGES, _AXES),
    (pad_call(integers(4, 4), 1), IMAGES, _AXES),
    (pad_call(integers(1, 1, 4, 4, 3), 1), IMAGES, _AXES),
]


def check_pad_images_values(pad_images: Any) -> None:
    """One 2x2 image in a frame of zeros, then one with a zero of its own in a frame of nines."""
    check = named_check("pad_images", pad_images, PROBES, visible=True)
    image = np.array([[1.0, 2], [3, 4]])[None, :, :, None]
    framed = np.array([[0.0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]])
    check.array(pad_call(image, 1), framed[None, :, :, None])
    nines = np.full((1, 3, 3, 2), 9.0)
    nines[0, 1, 1] = 5, 0
    check.array(pad_call(nines[:, 1:2, 1:2], 1, value=9.0), nines)
    check.finish()


def check_pad_images_hidden(pad_images: Any) -> None:
    """Random images in float32 and float64, more than one image and channel, and no padding at all."""
    from utils.checks import oracles

    random = rng()
    check = named_check("pad_images", pad_images, PROBES)
    cases = [((2, 3, 5, 3), 1, 0.0), ((3, 4, 2, 2), 2, 0.5), ((1, 5, 4, 4), 3, -1.25), ((2, 3, 3, 1), 0, 4.0)]
    for shape, padding, value in cases:
        for dtype in ("float64", "float32"):
            images = random.normal(size=shape).astype(dtype)
            images[:, 1, 1] = 0  # a black pixel is part of the picture
            expected = oracles.pad_images(images, padding, value)
            check.array(pad_call(images, padding, value=value), expected, dtype=True)
    images = random.normal(size=(2, 5, 4, 3)).transpose(0, 2, 1, 3)
    check.array(pad_call(images, 2), oracles.pad_images(images, 2))
    check.finish()


def check_pad_images_errors(pad_images: Any) -> None:
    """Negative padding and a missing axis."""
    judge_refusals(
        named_check("pad_images", pad_images, PROBES, visible=True), PAD_REFUSALS, pad_call(integers(1, 4, 4, 1), 0)
    )


PROBES: dict[str, Probes] = {
    "pad_images": call_probes(
        [
            pad_call(integers(2, 3, 4, 3), 1),
            pad_call(integers(2, 2, 3, 1, seed=2), 2, value=7.0),
            pad_call(integers(1, 2, 2, 2, seed=3), 0, value=5.0),
            pad_call(integers(3, 4, 4, 3, seed=4), 3, value=-1.0),
            pad_call(integers(2, 4, 2, 2, seed=5) * np.eye(2), 1, value=3.0),
        ],
        floats=[pad_call(halves(2, 2, 3, 2), 1, value=0.5)],
        errors=[(call, names) for call, names, _ in PAD_REFUSALS],
    )
}
