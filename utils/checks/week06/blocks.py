"""The blocks of week 6: their arguments, their convolutions, and calls of probes for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from utils.checks.scenes import Scene

Arguments = tuple[int, ...]
SIZES = ((2, 8, 8), (1, 7, 5))  # images, height, width


def halved(size: int, stride: int) -> int:
    """The side of a map after a stride."""
    return -(-size // stride)


@dataclass(frozen=True)
class Conv:
    """A convolution that a block should have: `kernel` and `stride` in both directions, one pair of channels."""

    kernel: int
    inputs: int
    outputs: int
    stride: int = 1
    groups: int = 1

    def __str__(self) -> str:
        groups = f" in {self.groups} groups" if self.groups > 1 else ""
        return f"{self.kernel}x{self.kernel} {self.inputs}->{self.outputs}{groups}"


@dataclass(frozen=True)
class Block:
    """A class of blocks: its arguments, its convolutions, and the oracle's name for it."""

    question: str
    arguments: tuple[str, ...]  # the first two by position, the rest by keyword when they are not the default
    defaults: Mapping[str, int]
    cases: tuple[Arguments, ...]
    main: Callable[..., list[Conv]]
    projects: bool = True  # whether a shortcut of other shapes has a 1x1 convolution

    def given(self, case: Arguments) -> dict[str, Any]:
        """The arguments as the probes take them."""
        named = dict(zip(self.arguments, case, strict=True))
        options = {key: value for key, value in named.items() if self.defaults.get(key, value) != value}
        return {"arguments": list(case[:2]), "keywords": options}

    def text(self, case: Arguments) -> str:
        """The call in the student's words."""
        given = self.given(case)
        options = [f"{key}={value}" for key, value in given["keywords"].items()]
        return f"{self.question}({', '.join([*map(str, given['arguments']), *options])})"

    def scene(self, case: Arguments, x: np.ndarray | None = None, note: str = "", **more: Any) -> Scene:
        """A call of a probe for one case."""
        images = {} if x is None else {"x": x}
        return Scene({**self.given(case), **images, **more}, text=f"{self.text(case)}{note}")

    def anatomy(self, case: Arguments, size: Sequence[int] = SIZES[0]) -> Scene:
        """A call of `module_probes.anatomy` on images of this size."""
        shape = (size[0], case[0], *size[1:])
        return self.scene(case, note=f"(x {shape})", shape=list(shape))

    def convolutions(self, case: Arguments) -> list[Conv]:
        """All convolutions of one case, the projection of the shortcut last."""
        main = self.main(*case)
        stride = case[2]
        agree = case[0] == main[-1].outputs and stride == 1
        return main if agree or not self.projects else [*main, Conv(1, case[0], main[-1].outputs, stride)]

    def output(self, case: Arguments, size: Sequence[int]) -> tuple[int, ...]:
        """Shape of the block's output for images of this size."""
        return (size[0], self.main(*case)[-1].outputs, *(halved(side, case[2]) for side in size[1:]))


BASIC = Block(
    "ResidualBlock",
    ("in_channels", "out_channels", "stride"),
    {"stride": 1},
    ((4, 4, 1), (4, 8, 2), (4, 8, 1), (4, 4, 2)),
    lambda inputs, outputs, stride: [Conv(3, inputs, outputs, stride), Conv(3, outputs, outputs)],
)
BOTTLENECK = Block(
    "Bottleneck",
    ("in_channels", "mid_channels", "stride", "expansion"),
    {"stride": 1, "expansion": 4},
    ((16, 4, 1, 4), (8, 4, 2, 4), (8, 4, 1, 4), (16, 4, 2, 4), (8, 4, 1, 2), (6, 4, 2, 3), (4, 4, 1, 2)),
    lambda inputs, mid, stride, expansion: [
        Conv(1, inputs, mid),
        Conv(3, mid, mid, stride),
        Conv(1, mid, mid * expansion),
    ],
)
INVERTED = Block(
    "InvertedResidual",
    ("in_channels", "out_channels", "stride", "expand"),
    {"stride": 1, "expand": 6},
    ((4, 4, 1, 6), (4, 6, 2, 6), (4, 6, 1, 6), (4, 4, 2, 6), (4, 4, 1, 2), (3, 5, 1, 1)),
    lambda inputs, outputs, stride, expand: [
        Conv(1, inputs, inputs * expand),
        Conv(3, inputs * expand, inputs * expand, stride, inputs * expand),
        Conv(1, inputs * expand, outputs),
    ],
    projects=False,
)
