"""Shapes and layers of a block, judged and told: the same for every class of blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from utils.checks import module_probes
from utils.checks.fingerprints import Function
from utils.checks.report import Check
from utils.checks.scenes import attempt, beside
from utils.checks.week06.blocks import SIZES, Arguments, Block
from utils.checks.week06.layers import listed
from utils.checks.week06.tokens import FINE, spelt, trouble


def judge_shapes(check: Check, block: Block, answer: Any) -> None:
    """Every case at every size."""
    for case in block.cases:
        for size in SIZES:
            scene, expected = block.anatomy(case, size), block.output(case, size)
            value = attempt(check, module_probes.anatomy, answer, scene, ("shape",))
            if value is not None and value["output"] != expected:
                lines = [("shape", f"{value['output']}, expected {expected}")]
                check.find("shape", "wrong shape", lines, call=scene, aspects=("shape", "parts", "values"))
            check.show(f"{scene.text} -> {expected}")
    check.finish("shapes as expected")


def each_case(
    check: Check, block: Block, answer: Any, aspects: Sequence[str]
) -> list[tuple[Arguments, Mapping[str, Any]]]:
    """The anatomy of each case that gives the right shape: the others cost the point for shapes.

    When none does, of all that run; that none runs is a finding here.
    """
    found = []
    for case in block.cases:
        value = attempt(check, module_probes.anatomy, answer, block.anatomy(case), aspects, note=False)
        if value is not None:
            found.append((case, value))
    if not found:
        attempt(check, module_probes.anatomy, answer, block.anatomy(block.cases[0]), aspects)
    right = [(case, value) for case, value in found if value["output"] == block.output(case, SIZES[0])]
    return right or found


def judge_parts(check: Check, block: Block, answer: Any, fault_of: Function, aspects: Sequence[str]) -> None:
    """What `fault_of` says of the layers of each case."""
    for case, value in each_case(check, block, answer, aspects):
        if fault := fault_of(block, case, value):
            check.find("values", "other layers than asked for", fault, call=block.anatomy(case), aspects=aspects)
        check.show(f"{block.text(case)} -> {listed(block.convolutions(case))}")


def shape_tokens(block: Block) -> Callable[[Function], list[str]]:
    """A probe of the shapes of outputs."""

    def look(answer: Function) -> list[str]:
        tokens = []
        for case in block.cases:
            for size in SIZES:
                outcome = beside(module_probes.anatomy, answer, block.anatomy(case, size))
                tokens.append(trouble(outcome.error) if outcome.error is not None else str(outcome.value["output"]))
        return tokens

    return look


def parts_tokens(block: Block, fault_of: Function) -> Callable[[Function], list[str]]:
    """A probe of the layers: the trace of each case in which `fault_of` finds a fault."""

    def look(answer: Function) -> list[str]:
        tokens = []
        for case in block.cases:
            outcome = beside(module_probes.anatomy, answer, block.anatomy(case))
            if outcome.error is not None:
                tokens.append(trouble(outcome.error))
            else:
                tokens.append(spelt(outcome.value) if fault_of(block, case, outcome.value) else FINE)
        return tokens

    return look
