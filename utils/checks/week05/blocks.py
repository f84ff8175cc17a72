"""What `nin_block` and `vgg_block` are asked alike.

Their windows are seen by positive numbers, which ReLU leaves alone; their ReLU by maps of one number each, in the
middle of which only weights and ReLU count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from utils.checks import classic_probes as probes
from utils.checks.fingerprints import Function, Probes
from utils.checks.report import Check
from utils.checks.scenes import Scene
from utils.checks.week05.networks import (
    Shape,
    Spec,
    centre_token,
    inventory_token,
    judge_values,
    make_inputs,
    make_weights,
    network_scene,
    shape_token,
    told,
    value_token,
)

BLOCK_ASPECTS = ("relu", "windows", "inventory", "shape")
Expected = Callable[[Scene], np.ndarray]
Kernels = Callable[..., list[Shape]]


def block_scene(
    random: np.random.Generator,
    question: str,
    spec: Spec,
    kernels: Sequence[Shape],
    shape: Shape,
    *,
    flat: bool,
    kind: str,
) -> Scene:
    """A block made by `spec`, with weights given, on inputs of a shape; `flat`: each map of one number."""
    x = make_inputs(random, shape, "flat" if flat else "positive")
    arrays = make_weights(random, kernels, kind)
    text = f"(x {shape}{', each map of one number' if flat else ''}), {kind} weights given"
    return network_scene(question, spec, text, x=x, arrays=arrays)


def judge_windows(check: Check, block: Any, scenes: Iterable[Scene], expected: Expected) -> None:
    """Every number of the answers."""
    for scene in scenes:
        judge_values(check, block, scene, expected(scene), ("windows", *BLOCK_ASPECTS))


def judge_relu(check: Check, block: Any, scenes: Iterable[Scene], expected: Expected) -> None:
    """The middle of each map."""
    for scene in scenes:
        judge_values(check, block, scene, expected(scene), ("relu", *BLOCK_ASPECTS), centre=True)


def block_probes(
    question: str,
    kernels: Kernels,
    *,
    windows: Callable[[], list[Scene]],
    relu: Callable[[], list[Scene]],
    inventories: Sequence[tuple[tuple[int, int, int], Shape]],
    shapes: Sequence[tuple[Spec, Shape]],
) -> Probes:
    """Probes of a block: its numbers in `windows` and `relu`, its parameters, and the shapes of its answers.

    `inventories` are arguments of the block, for which `kernels` gives the weights, and shapes of its input.
    """

    def inventory(block: Function) -> list[str]:
        scenes = [network_scene(question, (arguments, {}), "", shape=shape) for arguments, shape in inventories]
        return told(
            probes.inventory, block, scenes, lambda v, s: inventory_token(v, kernels(*s.required["spec"][0]), False)
        )

    def answered(block: Function) -> list[str]:
        scenes = [
            network_scene(question, spec, "", x=np.ones(shape, np.float32), arrays=None) for spec, shape in shapes
        ]
        return told(probes.answer, block, scenes, shape_token)

    return {
        "relu": lambda block: told(probes.answer, block, relu(), centre_token),
        "windows": lambda block: told(probes.answer, block, windows(), value_token),
        "inventory": inventory,
        "shape": answered,
    }
