"""The layers of a block or network as a trace shows them, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from utils.checks.week06.blocks import INVERTED, Arguments, Block, Conv

Operations = Sequence[Mapping[str, Any]]


def convolutions_of(operations: Operations) -> list[tuple[int, Conv]]:
    """The convolutions of a trace with their places in it."""
    found = []
    for place, operation in enumerate(operations):
        if operation["kind"] == "convolution":
            inputs, outputs = operation["channels"]
            kernel, stride = operation["kernel"][0], operation["stride"][0]
            if operation["kernel"] != [kernel, kernel]:
                kernel = 0  # no square: matches nothing
            found.append((place, Conv(kernel, inputs, outputs, stride, operation["groups"])))
    return found


def norm_after(operations: Operations, place: int) -> bool:
    """Whether a normalisation works on what stands at `place`."""
    return any(op["kind"] == "normalisation" and op["sources"] == [place] for op in operations)


def listed(convolutions: Iterable[Conv]) -> str:
    """Convolutions in a row."""
    return ", ".join(sorted(map(str, convolutions))) or "none"


def weights_fault(operations: Operations) -> list[tuple[str, str]]:
    """Whether all weights are parameters of the block, each layer with its own."""
    layers = [op for op in operations if op["kind"] in ("convolution", "normalisation")]
    for kind in ("convolution", "normalisation"):
        names = [op["weight"] for op in layers if op["kind"] == kind]
        if None in names:
            return [("seen", f"a {kind} computes with weights that are not among the parameters of the block")]
        if len(set(names)) < len(names):
            return [("seen", f"one {kind} is used {max(names.count(name) for name in names)} times")]
    if any(op["mean"] is None or op["training"] for op in layers if op["kind"] == "normalisation"):
        return [("seen", "in eval mode a normalisation takes the statistics of the batch")]
    return []


def parts_fault(block: Block, case: Arguments, operations: Operations) -> list[tuple[str, str]]:
    """What is wrong with the layers of a block, whatever their strides; empty when nothing is."""
    found, wanted = convolutions_of(operations), block.convolutions(case)
    if not found:
        return [("seen", "no convolution is run")]
    plain = sorted(str(conv) for _, conv in found)
    shorter = sorted(map(str, wanted[1:]))  # without the first, which does nothing when it does not expand
    if plain != sorted(map(str, wanted)) and not (block is INVERTED and case[3] == 1 and plain == shorter):
        yours, expected = listed(conv for _, conv in found), listed(wanted)
        return [("convolutions", yours), ("expected", expected)]
    if fault := weights_fault(operations):
        return fault
    norms = sum(op["kind"] == "normalisation" for op in operations)
    followed = sum(norm_after(operations, place) for place, _ in found)
    if block is INVERTED:  # the text leaves normalisation to the student
        return [] if norms == followed else [("seen", "a batch normalisation that follows no convolution")]
    for place, conv in found:
        if not norm_after(operations, place):
            return [("seen", f"no batch normalisation directly after the convolution {conv}")]
    if norms != len(found):
        return [("batch normalisations", f"{norms}, expected {len(found)}: one after each convolution")]
    return []


def stride_fault(block: Block, case: Arguments, operations: Operations) -> list[tuple[str, str]]:
    """Whether the stride stands where it should; for blocks whose parts are right."""
    left = convolutions_of(operations)
    for wanted in block.main(*case):
        same = [item for item in left if str(item[1]) == str(wanted)]
        if same:
            left.remove(same[0])
            if same[0][1].stride != wanted.stride:
                return [("seen", f"the convolution {wanted} has stride {same[0][1].stride}, expected {wanted.stride}")]
    return []


def layer_fault(block: Block, case: Arguments, value: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with the layers of a block, their strides included; empty when nothing is."""
    return parts_fault(block, case, value["operations"]) or stride_fault(block, case, value["operations"])
