"""Checks of `receptive_field`."""

from __future__ import annotations

from typing import Any

from utils.checks.fingerprints import Probes, call_probes, named_check
from utils.checks.report import Call, rng


def layers_call(*layers: tuple[int, int]) -> Call:
    """receptive_field([(kernel, stride), ...])"""
    return Call({"layers": list(layers)})


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


PROBES: dict[str, Probes] = {
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
    )
}
