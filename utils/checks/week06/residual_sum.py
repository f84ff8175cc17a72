"""What a residual block computes: relu(branch + shortcut), with known weights and with none."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from utils.checks import module_probes
from utils.checks.fingerprints import NOTHING, Function
from utils.checks.report import Check, as_array, four_digits, rng
from utils.checks.scenes import attempt, beside
from utils.checks.week06.blocks import BASIC, Arguments, Block
from utils.checks.week06.layers import layer_fault
from utils.checks.week06.numbers import EMPTY, EXACT, agrees, compared, random_case, whole
from utils.checks.week06.structure import each_case
from utils.checks.week06.tokens import output_token


def _judge_empty(
    check: Check, block: Block, answer: Any, case: Arguments, usable: bool, aspects: Sequence[str]
) -> None:
    """All kernels zero: the output is relu(x + beta), by which the place of the ReLU is seen."""
    size = (1, 3, 4)
    x = whole(size[0], case[0], *size[1:], seed=5)
    for beta in (0.0, -1.0, 1.0) if usable else (0.0,):
        note = f", all kernels 0, gamma 1, beta {beta:g}"
        scene = block.scene(case, x, note, recipe={**EMPTY, "beta": beta})
        value = attempt(check, module_probes.answer, answer, scene, aspects)
        expected = np.maximum(x + beta, 0)
        if value is not None and not agrees(value["output"], expected):
            lines = [("x[0, 0, 0]", four_digits(x[0, 0, 0]))]
            output = as_array(value["output"])
            if output is not None and output.shape == expected.shape:
                place = tuple(int(i) for i in np.argwhere(np.abs(output - expected) > 1e-3)[0][:3])
                lines = [(f"x{list(place)}", four_digits(x[place])), ("yours", four_digits(output[place]))]
                lines.append(("expected", four_digits(expected[place])))
            check.find("values", "the shortcut does not come through", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> relu(x{beta:+g})" if beta else f"{scene.text} -> relu(x)")


def _judge_values(
    check: Check, block: Block, answer: Any, case: Arguments, x: np.ndarray, recipe: Any, aspects: Sequence[str]
) -> bool:
    """Known weights in evaluation mode; True when the numbers agree."""
    from utils.checks import oracles_week06 as oracles

    scene = block.scene(case, x, f"(x {x.shape}), weights given, eval mode", recipe=recipe)
    value = attempt(check, module_probes.answer, answer, scene, aspects)
    if value is None:
        return False
    expected = (oracles.residual if block is BASIC else oracles.bottleneck)(x, case, recipe)
    if not agrees(value["output"], expected):
        lines = compared(value["output"], expected)
        check.find("values", "other numbers than the layers give", lines, call=scene, aspects=aspects)
        return False
    check.show(f"{scene.text} -> {expected.shape}, as computed by other means")
    return True


def judge_sum(check: Check, block: Block, answer: Any, cases: Sequence[Arguments], hidden: bool) -> None:
    """Cases whose shapes agree with all kernels zero, and `cases` with known weights, or `hidden` random ones."""
    random, judged = rng() if hidden else None, False
    runs = each_case(check, block, answer, ("values",))
    for case, value in runs:
        usable = not layer_fault(block, case, value)
        parts = () if usable else ("parts",)  # wrong layers explain wrong numbers
        alike = len(block.convolutions(case)) == len(block.main(*case))
        if alike and not (hidden and usable):
            _judge_empty(check, block, answer, case, usable, ("mutation", *parts, "empty", "values"))
            judged = True
        if usable and case in cases:
            x, recipe = whole(2, case[0], 5, 6, seed=9), EXACT
            if random is not None:
                x, recipe = random_case(random, block, case)
            _judge_values(check, block, answer, case, x, recipe, ("mutation", "values", "empty"))
            judged = True
    if runs and not judged:
        lines = [("seen", "no block of this class has the layers asked for")]
        check.find("values", "there is no sum to look at", lines, aspects=("parts", "shape"))


def value_tokens(block: Block) -> Callable[[Function], list[str]]:
    """A probe of outputs with known weights."""
    from_oracle = _expected_of(block)

    def look(answer: Function) -> list[str]:
        tokens = []
        for case in block.cases:
            x = whole(2, case[0], 5, 6, seed=9)
            outcome = beside(module_probes.answer, answer, block.scene(case, x, recipe=EXACT))
            tokens.append(output_token(outcome, functools.partial(from_oracle, x, case)))
        return tokens

    return look


def _expected_of(block: Block) -> Callable[[np.ndarray, Arguments], np.ndarray]:
    def compute(x: np.ndarray, case: Arguments) -> np.ndarray:
        from utils.checks import oracles_week06 as oracles

        return (oracles.residual if block is BASIC else oracles.bottleneck)(x, case, EXACT)

    return compute


def empty_tokens(block: Block) -> Callable[[Function], list[str]]:
    """A probe of outputs with all kernels zero."""

    def look(answer: Function) -> list[str]:
        tokens = []
        for beta in (0.0, -1.0, 1.0):
            x = whole(1, block.cases[0][0], 3, 4, seed=5)
            scene = block.scene(block.cases[0], x, recipe={**EMPTY, "beta": beta})
            expected = functools.partial(np.maximum, x + beta, 0)
            tokens.append(output_token(beside(module_probes.answer, answer, scene), expected))
        return tokens

    return look


def mutation_tokens(block: Block) -> Callable[[Function], list[str]]:
    """A probe of what becomes of the input."""

    def look(answer: Function) -> list[str]:
        scene = block.scene(block.cases[0], whole(2, block.cases[0][0], 5, 6, seed=9), recipe=EXACT)
        outcome = beside(module_probes.answer, answer, scene)
        return [NOTHING if outcome.error is not None else f"unchanged {outcome.value['unchanged']}"]

    return look
