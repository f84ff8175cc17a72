"""Checks of week 1, convolution by hand.

`check_<question>_<aspect>(function)` raises `CheckFailed` with one message or prints what was checked. Functions that
end in `_hidden` draw their cases from `rng()` and ask an independent oracle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from utils.checks.arguments import STRIDE
from utils.checks.fingerprints import Probes, call_probes, named_check, token
from utils.checks.fixed_arrays import halves, integers
from utils.checks.report import Call, Check, Refusal, as_array, describe, judge_refusals, rng, run

Function = Callable[..., Any]
KERNEL_NAMES = ("sharpen", "box_blur", "edge", "sobel_x", "sobel_y", "scharr_x", "scharr_y")
KERNEL_SUMS = {"sharpen": 1, "box_blur": 1, "edge": 0, "sobel_x": 0, "sobel_y": 0, "scharr_x": 0, "scharr_y": 0}
TOO_LARGE = "the kernel is larger than the padded input"
PADDING = "padding cannot be negative"


def size_call(size: int, kernel: int, **options: int) -> Call:
    """conv_output_size(size, kernel, ...)"""
    return Call({"size": size, "kernel": kernel}, options)


def same_call(kernel: int, **options: int) -> Call:
    """same_padding(kernel, ...)"""
    return Call({"kernel": kernel}, options)


def pad_call(images: np.ndarray, padding: int, **options: float) -> Call:
    """pad_images(images, padding, ...)"""
    return Call({"images": images, "padding": padding}, options)


def image_call(image: np.ndarray, kernel: np.ndarray, **options: int) -> Call:
    """convolve_image(image, kernel, ...)"""
    return Call({"image": image, "kernel": kernel}, options)


def conv_call(images: np.ndarray, weights: np.ndarray, **options: Any) -> Call:
    """conv2d(images, weights, ...)"""
    return Call({"images": images, "weights": weights}, options)


def parameters_call(first: int, second: int, third: int | None = None, **options: bool) -> Call:
    """conv_parameters(kernel, in_channels, out_channels, ...) or dense_parameters(in_features, out_features, ...)"""
    if third is None:
        return Call({"in_features": first, "out_features": second}, options)
    return Call({"kernel": first, "in_channels": second, "out_channels": third}, options)


def layers_call(*layers: tuple[int, int]) -> Call:
    """receptive_field([(kernel, stride), ...])"""
    return Call({"layers": list(layers)})


WORKED_IMAGE = np.array([[3.0, 0, 1], [1, 2, 0], [0, 1, 4]])
WORKED_KERNEL = np.array([[1.0, 2], [0, -1]])
WORKED_IMAGES = np.stack([WORKED_IMAGE, np.eye(3)], axis=-1)[None]
WORKED_WEIGHTS = np.stack([WORKED_KERNEL, np.eye(2)], axis=-1)[..., None]

# Names that a message may use; the first is the argument's own, shown to the student.
SIZE_FIT = ("kernel", "size", "dilation", "padding")
IMAGE_FIT = ("kernel", "image", "padding")
IMAGES = ("images", "image")
WEIGHTS = ("weights", "weight", "kernel")
WEIGHTS_FIT = (*WEIGHTS, *IMAGES, "dilation", "padding")
CHANNELS = (*WEIGHTS, *IMAGES, "channel", "c_in", "cin")

SIZE_REFUSALS: list[Refusal] = [
    (size_call(5, 3, stride=0), ("stride",), STRIDE),
    (size_call(9, 3, stride=-2), ("stride",), STRIDE),
    (size_call(5, 3, padding=-1), ("padding",), PADDING),
    (size_call(3, 5), SIZE_FIT, TOO_LARGE),
    (size_call(4, 7, stride=2, padding=1), SIZE_FIT, TOO_LARGE),
    (size_call(6, 4, dilation=3), SIZE_FIT, "4 taps, 3 apart, span 10 pixels of 6"),
]
SAME_REFUSALS: list[Refusal] = [
    (same_call(2), ("kernel", "dilation"), "an even kernel cannot be centred"),
    (same_call(6), ("kernel", "dilation"), "an even kernel cannot be centred"),
    (same_call(4, dilation=3), ("kernel", "dilation"), "4 taps, 3 apart, span 10 pixels: even"),
]
PAD_REFUSALS: list[Refusal] = [
    (pad_call(integers(1, 4, 4, 1), -1), ("padding",), PADDING),
    (pad_call(integers(4, 4, 3), 1), IMAGES, "images must have 4 axes (N, H, W, C)"),
    (pad_call(integers(4, 4), 1), IMAGES, "images must have 4 axes (N, H, W, C)"),
    (pad_call(integers(1, 1, 4, 4, 3), 1), IMAGES, "images must have 4 axes (N, H, W, C)"),
]
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


def _kernel_probes() -> Probes:
    def kernels(function: Function) -> dict[str, np.ndarray | None]:
        value = run(function, Call()).value
        found = value if isinstance(value, dict) else {}
        return {name: as_array(found.get(name)) for name in KERNEL_NAMES}

    def shapes(function: Function) -> list[str]:
        value = run(function, Call()).value
        found = sorted(map(str, value)) if isinstance(value, dict) else [type(value).__name__]
        return [*found, *(str(None if k is None else k.shape) for k in kernels(function).values())]

    def kinds(function: Function) -> list[str]:
        return [f"{name} {'none' if k is None else k.dtype.kind}" for name, k in kernels(function).items()]

    def one(name: str) -> Callable[[Function], list[str]]:
        def look(function: Function) -> list[str]:
            found = kernels(function)
            kernel, downwards = found[name], found["sobel_y"]
            if kernel is not None and kernel.size and name.startswith(("sobel", "scharr")):
                kernel = kernel / (np.abs(kernel).max() or 1)
                if name == "scharr_y" and downwards is not None and downwards.shape == (3, 3):
                    kernel = kernel * (np.sign(downwards[2, 1]) or 1)  # judged against the sign of sobel_y
            return [token(kernel)]

        return look

    return {"shapes": shapes, "kinds": kinds} | {name: one(name) for name in KERNEL_NAMES}


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
    ),
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
    ),
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
    ),
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
    ),
    "named_kernels": _kernel_probes(),
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
    ),
    "conv_parameters": call_probes(
        [
            parameters_call(3, 1, 1),
            parameters_call(3, 3, 64),
            parameters_call(5, 6, 16, bias=False),
            parameters_call(1, 10, 7),
            parameters_call(2, 5, 3, bias=True),
        ]
    ),
    "dense_parameters": call_probes(
        [
            parameters_call(1, 1),
            parameters_call(784, 10),
            parameters_call(7, 12, bias=False),
            parameters_call(12, 7, bias=True),
        ]
    ),
    "receptive_field": call_probes(
        [
            layers_call((3, 1)),
            layers_call((3, 1), (3, 1), (5, 1)),
            layers_call((3, 2), (3, 1)),
            layers_call((5, 1), (2, 2), (5, 1), (2, 2)),
            layers_call((7, 2), (3, 3), (1, 1), (4, 2), (3, 1)),
            layers_call((1, 2), (3, 1)),
            layers_call((2, 4), (2, 3), (2, 2)),
        ]
    ),
}


def _noise(dtype: str, terms: np.ndarray) -> float:
    """Rounding to allow for: a few units in the last place of the largest sum of magnitudes."""
    return float(8 * np.finfo(dtype).eps * np.abs(terms).max())


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
            noise = _noise(dtype, oracles.convolve_image(np.abs(image), np.abs(kernel), **options))
            check.array(image_call(image, kernel, **options), expected, dtype=True, noise=noise)
    image, kernel = random.normal(size=(8, 6)).T, random.normal(size=(3, 3))[:, ::-1]
    check.array(image_call(image, kernel), oracles.convolve_image(image, kernel))
    check.finish()


def check_convolve_image_errors(convolve_image: Any) -> None:
    """Strides, padding, kernels and axes that cannot be right."""
    allowed = image_call(integers(3, 4), integers(5, 4), padding=1)
    judge_refusals(named_check("convolve_image", convolve_image, PROBES, visible=True), IMAGE_REFUSALS, allowed)


def _kernels(check: Check) -> dict[str, np.ndarray]:
    """The student's kernels that are 3x3 arrays of numbers; the others become findings."""
    outcome = check.attempt(Call())
    if outcome is None:
        return {}
    if not isinstance(outcome.value, Mapping):
        check.find(
            "shape",
            "wrong kind of answer",
            [("yours", describe(outcome.value)), ("expected", "a dict")],
            aspects=("shapes",),
        )
        return {}
    kernels = {}
    for name in KERNEL_NAMES:
        value = outcome.value.get(name)
        kernel = as_array(value)
        if kernel is None or kernel.shape != (3, 3):
            shown = describe(value) if name in outcome.value else f"no such key; there are {list(outcome.value)}"
            lines = [(name, shown), ("expected", "a 3x3 array of numbers")]
            check.find("shape", "a kernel is missing or not 3x3", lines, aspects=("shapes",))
        else:
            kernels[name] = kernel
    return kernels


def check_named_kernels_values(named_kernels: Any) -> None:
    """Seven 3x3 float arrays with the right sums."""
    check = named_check("named_kernels", named_kernels, PROBES, visible=True)
    for name, kernel in _kernels(check).items():
        if kernel.dtype.kind != "f":
            lines = [(name, f"dtype {kernel.dtype}, expected floats")]
            check.find("dtype", "wrong dtype", lines, aspects=(name, "kinds"))
        total = float(kernel.sum())
        if not abs(total - KERNEL_SUMS[name]) < 1e-5:
            lines = [(name, f"its nine numbers sum to {total:.6g}, expected {KERNEL_SUMS[name]}")]
            check.find("values", "wrong sum", lines, aspects=(name, "kinds"))
        check.show(f"{name}: sum {round(total, 5) + 0.0:g}")
    check.finish("seven 3x3 kernels with the right sums")


def check_named_kernels_hidden(named_kernels: Any) -> None:
    """What each kernel answers to flat areas and to edges in every direction."""
    from utils.checks import oracles

    check = named_check("named_kernels", named_kernels, PROBES)
    kernels = _kernels(check)
    for name, kernel in kernels.items():
        answers = {side: oracles.convolve_image(image, kernel) for side, image in _step_images().items()}
        if fault := _kernel_fault(name, kernel, answers, kernels):
            rows = [("" if i else name, str(row.round(4).tolist())) for i, row in enumerate(kernel)]
            check.find("values", "a kernel that does something else", [*rows, ("but", fault)], aspects=("shapes", name))
    check.finish("every kernel does what its name says")


def _step_images() -> dict[str, np.ndarray]:
    """Images with one edge, 0 on one side and 1 on the other; keys say where the dark side is."""
    row, column = np.indices((8, 8))
    masks = {
        "left": column > 3,
        "right": column < 4,
        "top": row > 3,
        "bottom": row < 4,
        "upper left": row + column > 7,
        "upper right": row - column > 0,
    }
    return {side: mask.astype(float) for side, mask in masks.items()}


def _kernel_fault(
    name: str, kernel: np.ndarray, answers: Mapping[str, np.ndarray], kernels: Mapping[str, np.ndarray]
) -> str | None:
    """What is wrong with a kernel, judged by its answers to images with one edge; None when it is fine."""
    if not abs(float(kernel.sum()) - KERNEL_SUMS[name]) < 1e-5:
        return f"its nine numbers do not sum to {KERNEL_SUMS[name]}"
    if name == "box_blur":
        return None if np.ptp(kernel) < 1e-5 else "a box blur gives every pixel of the window the same weight"
    if name == "sharpen":
        dull = [side for side, answer in answers.items() if not (answer.min() < -1e-3 and answer.max() > 1 + 1e-3)]
        return f"the edge with its dark side {dull[0]} does not get steeper" if dull else None
    if name == "edge":
        silent = [side for side, answer in answers.items() if not np.abs(answer).max() > 1e-3]
        return f"an edge with its dark side {silent[0]} gets no answer" if silent else None
    return _gradient_fault(name, kernel, kernels)


def _gradient_fault(name: str, kernel: np.ndarray, kernels: Mapping[str, np.ndarray]) -> str | None:
    """Sobel and Scharr: the smoothing weights, the direction and the sign; any positive multiple is fine."""
    smoothings = {"sobel": [(1.0, 2.0, 1.0)], "scharr": [(3.0, 10.0, 3.0), (47.0, 162.0, 47.0)]}[name.split("_")[0]]
    along_x = kernel if name.endswith("x") else kernel.T
    scale = float(np.abs(along_x[1]).max())
    shapes = [np.outer(smoothing, (-1, 0, 1)) / smoothing[1] for smoothing in smoothings]
    fits = [
        sign for shape in shapes for sign in (1, -1) if np.allclose(along_x, sign * scale * shape, atol=1e-4 * scale)
    ]
    if not fits or scale == 0:
        return f"it is not the {name.split('_')[0].capitalize()} kernel that answers to changes along {name[-1]}"
    if name.endswith("x"):
        return None if fits[0] > 0 else "it answers negatively to dark on the left, bright on the right"
    sobel = kernels.get("sobel_y")
    if name == "scharr_y" and sobel is not None and fits[0] * sobel[2, 1] < 0:
        return "its sign is the opposite of sobel_y's"
    return None


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
            noise = _noise(dtype, oracles.conv2d(np.abs(images), np.abs(weights), None, **options))
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


def check_conv_parameters_values(conv_parameters: Any) -> None:
    """Small layers, with and without bias."""
    check = named_check("conv_parameters", conv_parameters, PROBES, visible=True)
    check.integer(parameters_call(3, 1, 1), 10)
    check.integer(parameters_call(3, 3, 64), 1792)
    check.integer(parameters_call(5, 6, 16, bias=False), 2400)
    check.finish()


def check_conv_parameters_hidden(conv_parameters: Any) -> None:
    """Eight random layers."""
    from utils.checks import oracles

    random = rng()
    check = named_check("conv_parameters", conv_parameters, PROBES)
    for bias in (True, False) * 4:
        kernel, inside, outside = int(random.integers(1, 8)), *(int(n) for n in random.integers(2, 65, 2))
        expected = oracles.conv_parameters(kernel, inside, outside, bias)
        check.integer(parameters_call(kernel, inside, outside, bias=bias), expected)
    check.finish()


def check_dense_parameters_values(dense_parameters: Any) -> None:
    """Small layers, with and without bias."""
    check = named_check("dense_parameters", dense_parameters, PROBES, visible=True)
    check.integer(parameters_call(2, 3), 9)
    check.integer(parameters_call(784, 10), 7850)
    check.integer(parameters_call(784, 10, bias=False), 7840)
    check.finish()


def check_dense_parameters_hidden(dense_parameters: Any) -> None:
    """Eight random layers."""
    from utils.checks import oracles

    random = rng()
    check = named_check("dense_parameters", dense_parameters, PROBES)
    for bias in (True, False) * 4:
        inside, outside = (int(n) for n in random.integers(2, 500, 2))
        expected = oracles.dense_parameters(inside, outside, bias)
        check.integer(parameters_call(inside, outside, bias=bias), expected)
    check.finish()


def check_receptive_field_values(receptive_field: Any) -> None:
    """One layer, two layers, a stride, and the front of LeNet-5."""
    check = named_check("receptive_field", receptive_field, PROBES, visible=True)
    check.integer(layers_call((3, 1)), 3)
    check.integer(layers_call((3, 1), (3, 1)), 5)
    check.integer(layers_call((3, 2), (3, 1)), 7)
    check.integer(layers_call((5, 1), (2, 2), (5, 1), (2, 2)), 16)
    check.finish()


def check_receptive_field_hidden(receptive_field: Any) -> None:
    """The probes' hard cases, a stack that repeats a layer, and eight random ones."""
    from utils.checks import oracles

    random = rng()
    check = named_check("receptive_field", receptive_field, PROBES)
    stacks = [[(7, 2), (3, 3), (1, 1), (4, 2), (3, 1)], [(1, 2), (3, 1)], [(2, 4), (2, 3), (2, 2)]]
    repeated = (int(random.integers(3, 8)), int(random.integers(2, 4)))
    stacks.append([(5, 1), repeated, (1, 2), repeated, repeated])
    for _ in range(8):
        depth = int(random.integers(2, 6))
        stacks.append([(int(random.integers(1, 8)), int(random.integers(1, 4))) for _ in range(depth)])
    for stack in stacks:
        check.integer(layers_call(*stack), oracles.receptive_field(stack))
    check.finish()
