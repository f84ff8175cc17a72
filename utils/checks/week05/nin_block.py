"""Checks of `nin_block`: a convolution, and two of 1x1 behind it."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.fingerprints import Probes, named_check
from utils.checks.report import rng
from utils.checks.scenes import Scene
from utils.checks.week05.blocks import BLOCK_ASPECTS, block_probes, block_scene, judge_relu, judge_windows
from utils.checks.week05.networks import Shape, judge_parameters, judge_shape

Arguments = tuple[int, int, int]
Case = tuple[Arguments, dict[str, int], Shape]
_WINDOWS: list[Case] = [
    ((2, 3, 3), {}, (1, 2, 6, 5)),
    ((3, 4, 5), {"stride": 2, "padding": 2}, (2, 3, 9, 8)),
    ((2, 5, 2), {"stride": 3}, (1, 2, 8, 9)),
]
_FLAT: list[Case] = [
    ((2, 5, 3), {}, (3, 2, 9, 9)),
    ((3, 4, 1), {}, (3, 3, 5, 5)),
    ((3, 6, 3), {"stride": 2, "padding": 1}, (2, 3, 31, 31)),
]
_SHAPES: list[tuple[Arguments, dict[str, int], Shape, Shape]] = [
    ((3, 8, 5), {}, (2, 3, 12, 10), (2, 8, 8, 6)),
    ((4, 6, 3), {"padding": 1}, (1, 4, 7, 9), (1, 6, 7, 9)),
    ((3, 5, 11), {"stride": 4}, (2, 3, 27, 31), (2, 5, 5, 6)),
    ((2, 4, 3), {"stride": 2, "padding": 1}, (1, 2, 8, 11), (1, 4, 4, 6)),
]


def _kernels(in_channels: int, out_channels: int, kernel: int) -> list[Shape]:
    return [
        (out_channels, in_channels, kernel, kernel),
        (out_channels, out_channels, 1, 1),
        (out_channels, out_channels, 1, 1),
    ]


def _block_scene(
    random: np.random.Generator,
    arguments: Arguments,
    options: dict[str, int],
    shape: Shape,
    *,
    flat: bool,
    kind: str,
) -> Scene:
    return block_scene(random, "nin_block", (arguments, options), _kernels(*arguments), shape, flat=flat, kind=kind)


def _expected(scene: Scene) -> np.ndarray:
    from utils.checks import oracles_week05 as oracles

    return oracles.nin_block(scene.required["arrays"], scene.required["x"], **scene.required["spec"][1])


def _windows_scenes() -> list[Scene]:
    random = np.random.default_rng(5)
    return [_block_scene(random, *case, flat=False, kind="positive") for case in _WINDOWS]


def _relu_scenes() -> list[Scene]:
    random = np.random.default_rng(6)
    return [_block_scene(random, *case, flat=True, kind="signed") for case in _FLAT]


def check_nin_block_parameters(nin_block: Any) -> None:
    """One convolution of the kernel asked for, two of 1x1, nothing else that learns."""
    check = named_check("nin_block", nin_block, PROBES)
    for arguments in ((3, 8, 5), (4, 6, 3), (2, 7, 11)):
        shape = (2, arguments[0], 12, 12)
        kernels = _kernels(*arguments)
        judge_parameters(check, nin_block, (arguments, {}), shape, kernels, ("inventory", *BLOCK_ASPECTS))
    check.finish("the weights of three convolutions")


def check_nin_block_shape(nin_block: Any) -> None:
    """Only the first convolution changes height and width."""
    check = named_check("nin_block", nin_block, PROBES)
    for arguments, options, shape, expected in _SHAPES:
        judge_shape(check, nin_block, (arguments, options), shape, expected, ("shape", *BLOCK_ASPECTS))
    check.finish()


def check_nin_block_windows(nin_block: Any) -> None:
    """Positive numbers, which ReLU leaves alone."""
    check = named_check("nin_block", nin_block, PROBES)
    judge_windows(check, nin_block, _windows_scenes(), _expected)
    check.finish()


def _random_scene(random: np.random.Generator, *, flat: bool, kind: str) -> Scene:
    arguments = (int(random.integers(2, 5)), int(random.integers(5, 8)), int(random.integers(1, 5)))
    options = {"stride": int(random.integers(1, 4)), "padding": int(random.integers(0, 3))}
    size = (41, 41) if flat else tuple(int(number) for number in random.integers(7, 12, 2))
    return _block_scene(random, arguments, options, (2, arguments[0], *size), flat=flat, kind=kind)


def check_nin_block_windows_hidden(nin_block: Any) -> None:
    """Random positive numbers, kernels, strides and paddings."""
    random = rng()
    check = named_check("nin_block", nin_block, PROBES)
    scenes = [_random_scene(random, flat=False, kind="positive") for _ in range(5)]
    judge_windows(check, nin_block, scenes, _expected)
    check.finish()


def check_nin_block_relu(nin_block: Any) -> None:
    """Maps of one number each: in the middle only weights and ReLU count."""
    check = named_check("nin_block", nin_block, PROBES)
    judge_relu(check, nin_block, _relu_scenes(), _expected)
    check.finish("ReLU after each of the three")


def check_nin_block_relu_hidden(nin_block: Any) -> None:
    """The same with random weights of both signs."""
    random = rng()
    check = named_check("nin_block", nin_block, PROBES)
    judge_relu(check, nin_block, [_random_scene(random, flat=True, kind="random") for _ in range(4)], _expected)
    check.finish()


PROBES: dict[str, Probes] = {
    "nin_block": block_probes(
        "nin_block",
        _kernels,
        windows=_windows_scenes,
        relu=_relu_scenes,
        inventories=[((3, 4, 5), (2, 3, 8, 8))],
        shapes=[((arguments, options), shape) for arguments, options, shape, _ in _SHAPES],
    )
}
