"""Whether a residual block learns: gradients, train mode, weights of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from utils.checks import module_probes
from utils.checks.fingerprints import Function, token
from utils.checks.report import Check, as_array, rng
from utils.checks.scenes import attempt, beside
from utils.checks.week06.blocks import BASIC, Arguments, Block
from utils.checks.week06.layers import layer_fault
from utils.checks.week06.numbers import ALIVE, agrees, compared, random_case
from utils.checks.week06.tokens import FINE, output_token, trouble


def judge_learning(check: Check, block: Block, answer: Any, case: Arguments, aspects: Sequence[str]) -> None:
    """Gradients of all weights and through the shortcut; statistics of the batch in train mode; nothing shared."""
    from utils.checks import oracles_week06 as oracles

    random = rng()
    x, recipe = random_case(random, block, case)
    recipe |= ALIVE
    name = "residual" if block is BASIC else "bottleneck"
    expected = getattr(oracles, name)(x, case, recipe)
    scene = block.scene(case, x, f"(x {x.shape}), weights given, eval mode", recipe=recipe)
    value = attempt(check, module_probes.answer, answer, scene, aspects, note=False)
    if value is None:
        return
    comparable = agrees(value["output"], expected)
    if not value["unchanged"]:
        check.find("edge cases", "changed its input", [("changed", "x")], call=scene, aspects=aspects)
    upstream = random.normal(size=expected.shape).astype(np.float32)
    output = as_array(value["output"])
    if output is None or output.shape != expected.shape:
        check.find("shape", "wrong shape", compared(value["output"], expected), call=scene, aspects=aspects)
    else:
        scene = block.scene(case, x, "(x).sum().backward()", recipe=recipe, upstream=upstream)
        found = attempt(check, module_probes.gradients, answer, scene, aspects)
        if found is not None:
            wanted = oracles.input_gradient(name, x, case, recipe, upstream)
            if idle := [key for key, reached in found["parameters"].items() if not reached]:
                lines = [("no gradient reaches", ", ".join(idle)[:90])]
                check.find("gradient", "a parameter that does not learn", lines, call=scene, aspects=aspects)
            elif comparable and not agrees(found["input"], wanted, share=0.8):
                missing = [("gradient of x", "none")]
                lines = missing if found["input"] is None else compared(found["input"], wanted)
                check.find("gradient", "another gradient than the layers give", lines, call=scene, aspects=aspects)
        check.show(f"{block.text(case)}: gradients reach all weights, and the input through the shortcut")
    _judge_training(check, block, answer, case, x, recipe, comparable, aspects)
    scene = block.scene(case, note=" twice", shape=list(x.shape))
    if attempt(check, module_probes.twins, answer, scene, aspects, note=False):
        lines = [("seen", "two blocks made one after the other have the same weights")]
        check.find("values", "blocks share their weights", lines, call=scene, aspects=aspects)


def _judge_training(
    check: Check,
    block: Block,
    answer: Any,
    case: Arguments,
    x: np.ndarray,
    recipe: Any,
    comparable: bool,
    aspects: Sequence[str],
) -> None:
    from utils.checks import oracles_week06 as oracles

    structure = attempt(check, module_probes.anatomy, answer, block.anatomy(case), aspects, note=False)
    scene = block.scene(case, x, f"(x {x.shape}), weights given, train mode", recipe=recipe, training=True)
    value = attempt(check, module_probes.answer, answer, scene, aspects)
    if value is None or structure is None or not comparable or layer_fault(block, case, structure):
        return
    eps = max((op["eps"] for op in structure["operations"] if op["kind"] == "normalisation"), default=0.0)
    oracle = oracles.residual if block is BASIC else oracles.bottleneck
    expected = oracle(x, case, recipe, training=True, eps=eps)
    if not agrees(value["output"], expected, share=0.95):
        lines = compared(value["output"], expected)
        check.find("values", "other numbers in train mode", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> normalised by the batch")


def learning_tokens(block: Block) -> Callable[[Function], list[str]]:
    """A probe of gradients, of train mode, and of weights that two blocks share."""

    def look(answer: Function) -> list[str]:
        from utils.checks import oracles_week06 as oracles

        tokens = []
        for case in block.cases[:2]:
            x = np.random.default_rng(2).normal(size=(3, case[0], 5, 6)).astype(np.float32)
            recipe = {"seed": 4, "kind": "random"}
            name = "residual" if block is BASIC else "bottleneck"
            oracle = getattr(oracles, name)
            expected = oracle(x, case, recipe, training=True)
            upstream = np.random.default_rng(3).normal(size=expected.shape).astype(np.float32)
            wanted = oracles.input_gradient(name, x, case, recipe, upstream)
            outcome = beside(module_probes.gradients, answer, block.scene(case, x, recipe=recipe, upstream=upstream))
            if outcome.error is not None:
                tokens.append(trouble(outcome.error))
            else:
                reached = outcome.value["parameters"].values()
                right = agrees(outcome.value["input"], wanted, share=0.8)
                gradient = (
                    FINE if right else "none" if outcome.value["input"] is None else token(outcome.value["input"])
                )
                tokens.append(f"{gradient} {sum(not value for value in reached)} idle")
            outcome = beside(module_probes.answer, answer, block.scene(case, x, recipe=recipe, training=True))
            near = outcome.error is None and agrees(outcome.value["output"], expected, share=0.95)
            unchanged = "" if outcome.error is not None else f" {outcome.value['unchanged']}"
            tokens.append((FINE if near else output_token(outcome, lambda: np.zeros(0))) + unchanged)
        outcome = beside(module_probes.twins, answer, block.scene(block.cases[0], shape=[2, block.cases[0][0], 5, 5]))
        return [*tokens, f"shared {outcome.value}"]

    return look
