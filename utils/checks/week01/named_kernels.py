"""Checks of `named_kernels`: judged by what each kernel answers to an edge, not by its numbers alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from utils.checks.fingerprints import Function, Probes, named_check, token
from utils.checks.report import Call, Check, as_array, describe, run

KERNEL_NAMES = ("sharpen", "box_blur", "edge", "sobel_x", "sobel_y", "scharr_x", "scharr_y")
KERNEL_SUMS = {"sharpen": 1, "box_blur": 1, "edge": 0, "sobel_x": 0, "sobel_y": 0, "scharr_x": 0, "scharr_y": 0}


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


PROBES: dict[str, Probes] = {"named_kernels": _kernel_probes()}
