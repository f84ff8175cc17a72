"""Checks of `vgg_block`: convolutions of 3x3 with ReLU, then a maximum."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.fingerprints import Probes, named_check
from utils.checks.report import rng
from utils.checks.scenes import Scene
from utils.checks.week05.blocks import BLOCK_ASPECTS, block_probes, block_scene, judge_relu, judge_windows
from utils.checks.week05.networks import Shape, judge_parameters, judge_shape

Arguments = tuple[int, int, int]


def vgg_kernels(in_channels: int, out_channels: int, convolutions: int) -> list[Shape]:
    """Shapes of the weights of a block."""
    return [(out_channels, in_channels if number == 0 else out_channels, 3, 3) for number in range(convolutions)]


def _block_scene(random: np.random.Generator, arguments: Arguments, shape: Shape, *, flat: bool, kind: str) -> Scene:
    return block_scene(random, "vgg_block", (arguments, {}), vgg_kernels(*arguments), shape, flat=flat, kind=kind)


def _expected(scene: Scene) -> np.ndarray:
    from utils.checks import oracles_week05 as oracles

    return oracles.vgg_block(scene.required["arrays"], scene.required["x"])


def _windows_scenes() -> list[Scene]:
    random = np.random.default_rng(3)
    cases: list[tuple[Arguments, Shape]] = [((2, 3, 1), (1, 2, 6, 8)), ((3, 4, 2), (2, 3, 8, 6))]
    return [_block_scene(random, arguments, shape, flat=False, kind="positive") for arguments, shape in cases]


def _relu_scenes() -> list[Scene]:
    random = np.random.default_rng(4)
    cases: list[tuple[Arguments, Shape]] = [
        ((2, 5, 1), (3, 2, 8, 8)),
        ((3, 4, 2), (3, 3, 16, 16)),
        ((3, 5, 3), (2, 3, 16, 16)),
    ]
    return [_block_scene(random, arguments, shape, flat=True, kind="signed") for arguments, shape in cases]


_SHAPES: list[tuple[Arguments, Shape, Shape]] = [
    ((3, 8, 1), (2, 3, 8, 8), (2, 8, 4, 4)),
    ((4, 6, 2), (1, 4, 12, 8), (1, 6, 6, 4)),
    ((5, 5, 3), (3, 5, 9, 7), (3, 5, 4, 3)),
]


def check_vgg_block_parameters(vgg_block: Any) -> None:
    """As many 3x3 convolutions as asked for, and nothing else that learns."""
    check = named_check("vgg_block", vgg_block, PROBES)
    for arguments in ((3, 8, 1), (4, 6, 2), (2, 5, 3), (6, 6, 4)):
        shape = (2, arguments[0], 8, 8)
        kernels = vgg_kernels(*arguments)
        judge_parameters(check, vgg_block, (arguments, {}), shape, kernels, ("inventory", *BLOCK_ASPECTS))
    check.finish("the weights of its convolutions")


def check_vgg_block_shape(vgg_block: Any) -> None:
    """Convolutions keep the size, the pooling halves it."""
    check = named_check("vgg_block", vgg_block, PROBES)
    for arguments, shape, expected in _SHAPES:
        judge_shape(check, vgg_block, (arguments, {}), shape, expected, ("shape", *BLOCK_ASPECTS))
    check.finish("half the height and width")


def check_vgg_block_windows(vgg_block: Any) -> None:
    """Positive numbers, which ReLU leaves alone."""
    check = named_check("vgg_block", vgg_block, PROBES)
    judge_windows(check, vgg_block, _windows_scenes(), _expected)
    check.finish("windows of 3, zeros around, the maximum of 2 x 2")


def _random_scene(random: np.random.Generator, *, flat: bool, kind: str) -> Scene:
    arguments = (int(random.integers(2, 5)), int(random.integers(5, 8)), int(random.integers(1, 4)))
    size = (16, 16) if flat else tuple(int(number) for number in random.integers(6, 12, 2))
    return _block_scene(random, arguments, (2, arguments[0], *size), flat=flat, kind=kind)


def check_vgg_block_windows_hidden(vgg_block: Any) -> None:
    """Random positive numbers."""
    random = rng()
    check = named_check("vgg_block", vgg_block, PROBES)
    scenes = [_random_scene(random, flat=False, kind="positive") for _ in range(4)]
    judge_windows(check, vgg_block, scenes, _expected)
    check.finish()


def check_vgg_block_relu(vgg_block: Any) -> None:
    """Maps of one number each: in the middle only weights and ReLU count."""
    check = named_check("vgg_block", vgg_block, PROBES)
    judge_relu(check, vgg_block, _relu_scenes(), _expected)
    check.finish("ReLU after every convolution")


def check_vgg_block_relu_hidden(vgg_block: Any) -> None:
    """The same with random weights of both signs."""
    random = rng()
    check = named_check("vgg_block", vgg_block, PROBES)
    judge_relu(check, vgg_block, [_random_scene(random, flat=True, kind="random") for _ in range(4)], _expected)
    check.finish()


PROBES: dict[str, Probes] = {
    "vgg_block": block_probes(
        "vgg_block",
        vgg_kernels,
        windows=_windows_scenes,
        relu=_relu_scenes,
        inventories=[((3, 4, 2), (2, 3, 8, 8)), ((2, 3, 3), (2, 2, 8, 8))],
        shapes=[((arguments, {}), shape) for arguments, shape, _ in _SHAPES],
    )
}
