"""Checks of `vgg_block`: convolutions of 3x3 with ReLU, then a maximum."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks import classic_probes as probes
from utils.checks.fingerprints import Function, Probes, named_check
from utils.checks.report import rng
from utils.checks.scenes import Scene
from utils.checks.week05.networks import (
    BLOCK_ASPECTS,
    Shape,
    Spec,
    centre_token,
    inventory_token,
    judge_parameters,
    judge_shape,
    judge_values,
    make_inputs,
    make_weights,
    network_scene,
    shape_token,
    told,
    value_token,
)

Arguments = tuple[int, int, int]


def vgg_kernels(in_channels: int, out_channels: int, convolutions: int) -> list[Shape]:
    """Shapes of the weights of a block."""
    return [(out_channels, in_channels if number == 0 else out_channels, 3, 3) for number in range(convolutions)]


def _block_scene(random: np.random.Generator, arguments: Arguments, shape: Shape, *, flat: bool, kind: str) -> Scene:
    x = make_inputs(random, shape, "flat" if flat else "positive")
    arrays = make_weights(random, vgg_kernels(*arguments), kind)
    text = f"(x {shape}{', each map of one number' if flat else ''}), {kind} weights given"
    return network_scene("vgg_block", (arguments, {}), text, x=x, arrays=arrays)


def _expected(scene: Scene) -> np.ndarray:
    from utils.checks import oracles_week05 as oracles

    return oracles.vgg_block(scene.required["arrays"], scene.required["x"])


def _windows_scenes(random: np.random.Generator) -> list[Scene]:
    cases: list[tuple[Arguments, Shape]] = [((2, 3, 1), (1, 2, 6, 8)), ((3, 4, 2), (2, 3, 8, 6))]
    return [_block_scene(random, arguments, shape, flat=False, kind="positive") for arguments, shape in cases]


def _relu_scenes(random: np.random.Generator) -> list[Scene]:
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


def _tokens() -> Probes:
    spec: Spec = ((3, 4, 2), {})
    scene = network_scene("vgg_block", spec, "", shape=(2, 3, 8, 8))
    other = network_scene("vgg_block", ((2, 3, 3), {}), "", shape=(2, 2, 8, 8))
    kernels = {id(scene): vgg_kernels(3, 4, 2), id(other): vgg_kernels(2, 3, 3)}

    def shapes(vgg_block: Function) -> list[str]:
        scenes = [
            network_scene("vgg_block", (arguments, {}), "", x=np.ones(shape, np.float32), arrays=None)
            for arguments, shape, _ in _SHAPES
        ]
        return told(probes.answer, vgg_block, scenes, shape_token)

    return {
        "relu": lambda block: told(probes.answer, block, _relu_scenes(np.random.default_rng(4)), centre_token),
        "windows": lambda block: told(probes.answer, block, _windows_scenes(np.random.default_rng(3)), value_token),
        "inventory": lambda block: told(
            probes.inventory, block, [scene, other], lambda v, s: inventory_token(v, kernels[id(s)], False)
        ),
        "shape": shapes,
    }


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
    for scene in _windows_scenes(np.random.default_rng(3)):
        judge_values(check, vgg_block, scene, _expected(scene), ("windows", *BLOCK_ASPECTS))
    check.finish("windows of 3, zeros around, the maximum of 2 x 2")


def _random_scene(random: np.random.Generator, *, flat: bool, kind: str) -> Scene:
    arguments = (int(random.integers(2, 5)), int(random.integers(5, 8)), int(random.integers(1, 4)))
    size = (16, 16) if flat else tuple(int(number) for number in random.integers(6, 12, 2))
    return _block_scene(random, arguments, (2, arguments[0], *size), flat=flat, kind=kind)


def check_vgg_block_windows_hidden(vgg_block: Any) -> None:
    """Random positive numbers."""
    random = rng()
    check = named_check("vgg_block", vgg_block, PROBES)
    for _ in range(4):
        scene = _random_scene(random, flat=False, kind="positive")
        judge_values(check, vgg_block, scene, _expected(scene), ("windows", *BLOCK_ASPECTS))
    check.finish()


def check_vgg_block_relu(vgg_block: Any) -> None:
    """Maps of one number each: in the middle only weights and ReLU count."""
    check = named_check("vgg_block", vgg_block, PROBES)
    aspects = ("relu", *BLOCK_ASPECTS)
    for scene in _relu_scenes(np.random.default_rng(4)):
        judge_values(check, vgg_block, scene, _expected(scene), aspects, centre=True)
    check.finish("ReLU after every convolution")


def check_vgg_block_relu_hidden(vgg_block: Any) -> None:
    """The same with random weights of both signs."""
    random = rng()
    check = named_check("vgg_block", vgg_block, PROBES)
    for _ in range(4):
        scene = _random_scene(random, flat=True, kind="random")
        aspects = ("relu", *BLOCK_ASPECTS)
        judge_values(check, vgg_block, scene, _expected(scene), aspects, centre=True)
    check.finish()


PROBES: dict[str, Probes] = {"vgg_block": _tokens()}
