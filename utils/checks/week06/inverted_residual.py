"""Checks of `InvertedResidual`: ReLU6 twice, a linear projection, a skip connection where shapes agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import module_probes
from utils.checks.fingerprints import NOTHING, Function, Probes, named_check, token
from utils.checks.report import Check, as_array, describe, four_digits, rng
from utils.checks.scenes import Scene, attempt, beside
from utils.checks.week06.blocks import INVERTED, Arguments
from utils.checks.week06.layers import convolutions_of, layer_fault, norm_after
from utils.checks.week06.numbers import EMPTY, agrees, compared, whole
from utils.checks.week06.structure import each_case, judge_parts, judge_shapes, parts_tokens, shape_tokens
from utils.checks.week06.tokens import FINE, spelt, trouble

INVERTED_ASPECTS = ("parts", "relu6", "linear", "skip", "shape")


def check_InvertedResidual_shape(InvertedResidual: Any) -> None:  # noqa: N802
    """Channels, stride and expansion, even and odd sizes."""
    judge_shapes(named_check("InvertedResidual", InvertedResidual, PROBES), INVERTED, InvertedResidual)


def check_InvertedResidual_parts(InvertedResidual: Any) -> None:  # noqa: N802
    """1x1 that expands, 3x3 depthwise with the stride, 1x1 that projects."""
    check = named_check("InvertedResidual", InvertedResidual, PROBES)
    aspects = ("parts", "shape", "relu6", "learning")
    judge_parts(check, INVERTED, InvertedResidual, layer_fault, aspects)
    for case, _ in each_case(check, INVERTED, InvertedResidual, aspects)[:2]:
        scene = _inverted_gradient_scene(case)
        given = {key: value for key, value in scene.required.items() if key != "upstream"}
        answered = Scene(given, text=INVERTED.text(case) + "(x)")
        value = attempt(check, module_probes.answer, InvertedResidual, answered, aspects, note=False)
        if value is not None and not value["unchanged"]:
            check.find("edge cases", "changed its input", [("changed", "x")], call=answered, aspects=aspects)
            continue
        value = attempt(check, module_probes.gradients, InvertedResidual, scene, aspects)
        if value is not None and (idle := [name for name, share in value["parameters"].items() if not share]):
            lines = [("no gradient reaches", ", ".join(idle)[:90])]
            check.find("gradient", "a parameter that does not learn", lines, call=scene, aspects=aspects)
    check.finish("the layers asked for")


def _inverted_gradient_scene(case: Arguments) -> Scene:
    x = np.random.default_rng(3).normal(size=(8, case[0], 6, 6)).astype(np.float32)
    upstream = np.random.default_rng(4).normal(size=INVERTED.output(case, (8, 6, 6))).astype(np.float32)
    recipe = {"seed": 5, "kind": "random", "mean": 0.0}
    return INVERTED.scene(case, x, "(x).backward()", recipe=recipe, upstream=upstream)


def _inverted_learning(answer: Function) -> list[str]:
    tokens = []
    for case in INVERTED.cases[:2]:
        outcome = beside(module_probes.gradients, answer, _inverted_gradient_scene(case))
        shares = [] if outcome.error is not None else outcome.value["parameters"].values()
        tokens.append(trouble(outcome.error) if outcome.error else f"{sum(not share for share in shares)} idle")
    return tokens


def _large(random: np.random.Generator, case: Arguments) -> tuple[np.ndarray, dict[str, Any]]:
    """Images and weights that drive part of the activations beyond 6, and part of them below 0."""
    x = 4 * random.normal(size=(2, case[0], 7, 5)).astype(np.float32)
    return x, {"seed": int(random.integers(10**6)), "kind": "random", "gamma": 3.0, "gain": 3.0}


def _clip_fault(case: Arguments, value: Mapping[str, Any], structure: Mapping[str, Any], x: Any, recipe: Any) -> Any:
    """None when the numbers are those of ReLU6, else what was expected."""
    from utils.checks import oracles_week06 as oracles

    found = convolutions_of(structure["operations"])
    norms = [norm_after(structure["operations"], place) for place, _ in found]
    expected = [
        oracles.inverted_residual(x, case, recipe, len(found) == 3, norms, variant) for variant in oracles.VARIANTS
    ]
    return None if any(agrees(value["output"], array) for array in expected) else expected[0]


def _judge_clip(check: Check, answer: Any, random: np.random.Generator) -> None:
    aspects = ("relu6", *INVERTED_ASPECTS)
    for case, structure in each_case(check, INVERTED, answer, aspects):
        x, recipe = _large(random, case)
        scene = INVERTED.scene(case, x, f"(x {x.shape}), weights given", recipe=recipe)
        value = attempt(check, module_probes.answer, answer, scene, aspects)
        if value is None:
            continue
        if layer_fault(INVERTED, case, structure):  # no numbers to compare: what is left is that it saturates
            huge = [
                attempt(check, module_probes.answer, answer, _scaled(case, x, recipe, s), aspects) for s in (1e6, 1e7)
            ]
            outputs = [as_array(part["output"]) for part in huge if part is not None]
            adds = case[0] == case[1] and case[2] == 1
            first, second = [*outputs, None, None][:2]
            if first is None or second is None or not (adds or agrees(first, second)):
                lines = [("seen", "the output grows with its input without end, or is no tensor")]
                check.find("values", "activations are not clipped", lines, call=scene, aspects=aspects)
        elif (expected := _clip_fault(case, value, structure, x, recipe)) is not None:
            lines = compared(value["output"], expected)
            check.find("values", "other numbers than ReLU6 gives", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> ReLU6 after the first two convolutions")


def _scaled(case: Arguments, x: np.ndarray, recipe: Any, scale: float) -> Scene:
    return INVERTED.scene(case, np.float32(scale) * x, f"(x * {scale:g})", recipe=recipe)


def check_InvertedResidual_relu6(InvertedResidual: Any) -> None:  # noqa: N802
    """Large inputs: ReLU6 after the expansion and after the depthwise convolution."""
    check = named_check("InvertedResidual", InvertedResidual, PROBES)
    _judge_clip(check, InvertedResidual, np.random.default_rng(12))
    check.finish("clipped at 6")


def check_InvertedResidual_relu6_hidden(InvertedResidual: Any) -> None:  # noqa: N802
    """The same with random weights and images."""
    check = named_check("InvertedResidual", InvertedResidual, PROBES)
    _judge_clip(check, InvertedResidual, rng())
    check.finish("clipped at 6")


def check_InvertedResidual_linear(InvertedResidual: Any) -> None:  # noqa: N802
    """Nothing after the projection: outputs below 0 and above 6 occur."""
    check = named_check("InvertedResidual", InvertedResidual, PROBES)
    random = np.random.default_rng(14)
    aspects = ("linear", *INVERTED_ASPECTS)
    for case, _ in each_case(check, INVERTED, InvertedResidual, aspects):
        x, recipe = _large(random, case)
        scene = INVERTED.scene(case, x, f"(x {x.shape}), weights given", recipe=recipe)
        value = attempt(check, module_probes.answer, InvertedResidual, scene, aspects)
        if value is None:
            continue
        output = as_array(value["output"])
        if output is None or not output.size or not (output.min() < 0 and output.max() > 6):
            shown = (
                describe(value["output"])
                if output is None or not output.size
                else four_digits([output.min(), output.max()])
            )
            lines = [("smallest and largest", shown), ("expected", "below 0 and above 6, as a linear projection gives")]
            check.find("values", "the output is cut off", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> outputs below 0 and above 6")
    check.finish("a linear projection")


def check_InvertedResidual_skip(InvertedResidual: Any) -> None:  # noqa: N802
    """Zero kernels: what comes out is x at stride 1 and equal channels, else 0."""
    check = named_check("InvertedResidual", InvertedResidual, PROBES)
    aspects = ("skip", *INVERTED_ASPECTS)
    for case, _ in each_case(check, INVERTED, InvertedResidual, aspects):
        x = whole(2, case[0], 4, 6, seed=7)
        adds = case[0] == case[1] and case[2] == 1
        scene = INVERTED.scene(case, x, "(x), all kernels 0, gamma 1, beta 0", recipe={**EMPTY, "beta": 0.0})
        value = attempt(check, module_probes.answer, InvertedResidual, scene, aspects)
        if value is None:
            continue
        wanted = x if adds else np.zeros(INVERTED.output(case, (2, 4, 6)), np.float32)
        # What a last ReLU takes away costs the point for the linear projection, not this one.
        allowed = [wanted, np.maximum(wanted, 0), np.clip(wanted, 0, 6)]
        if not any(agrees(value["output"], array) for array in allowed):
            lines = [("expected", "x" if adds else "0: strides or channels differ, so nothing is added")]
            lines += compared(value["output"], wanted)
            check.find("values", "the skip connection", lines, call=scene, aspects=aspects)
        elif adds and agrees(value["output"], x):
            _judge_skip_gradient(check, InvertedResidual, case, x, aspects)
        check.show(f"{scene.text} -> {'x' if adds else '0'}")
    check.finish("the input is added where shapes agree")


def _judge_skip_gradient(check: Check, answer: Any, case: Arguments, x: np.ndarray, aspects: Sequence[str]) -> None:
    """Through an identity the gradient comes back as it is."""
    scene = _skip_gradient_scene(case, x)
    value = attempt(
        check, module_probes.gradients, answer, scene, aspects, note=False
    )  # raising costs the point for parts
    upstream = scene.required["upstream"]
    if value is not None and not agrees(value["input"], upstream):
        lines = [("gradient of x", "none" if value["input"] is None else four_digits(value["input"].ravel()[:4]))]
        lines.append(("expected", four_digits(upstream.ravel()[:4])))
        check.find("gradient", "no gradient through the skip connection", lines, call=scene, aspects=aspects)


def _skip_gradient_scene(case: Arguments, x: np.ndarray) -> Scene:
    recipe = {**EMPTY, "beta": 0.0}
    return INVERTED.scene(case, x, "(x).backward(), all kernels 0", recipe=recipe, upstream=whole(*x.shape, seed=8))


def _inverted_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(answer: Function) -> list[str]:
        tokens = []
        random = np.random.default_rng(12)
        for case in INVERTED.cases:
            x, recipe = _large(random, case)
            if aspect == "skip":
                x, recipe = whole(2, case[0], 4, 6, seed=7), {**EMPTY, "beta": 0.0}
            structure = beside(module_probes.anatomy, answer, INVERTED.anatomy(case))
            outcome = beside(module_probes.answer, answer, INVERTED.scene(case, x, recipe=recipe))
            error = structure.error or outcome.error
            if error is not None:
                tokens.append(trouble(error))
                continue
            output = as_array(outcome.value["output"])
            if output is None or not output.size:
                tokens.append(NOTHING + "no numbers")
            elif aspect == "skip":
                adds = case[0] == case[1] and case[2] == 1
                wanted = x if adds else np.zeros(INVERTED.output(case, (2, 4, 6)))
                tokens.append(FINE if agrees(output, wanted) else token(output))
                if adds:
                    scene = _skip_gradient_scene(case, x)
                    outcome = beside(module_probes.gradients, answer, scene)
                    near = outcome.error is not None or agrees(outcome.value["input"], scene.required["upstream"])
                    tokens.append("gradient" if near else "no gradient")
            elif aspect == "linear":
                tokens.append(f"{output.min() < 0} {output.max() > 6}")
            elif layer_fault(INVERTED, case, structure.value):
                tokens.append(f"parts {spelt(structure.value)}")
            else:
                wrong = _clip_fault(case, outcome.value, structure.value, x, recipe) is not None
                tokens.append(f"{four_digits(np.round(output.ravel()[:40], 1) + 0.0)}" if wrong else FINE)
        return tokens

    return look


PROBES: dict[str, Probes] = {
    "InvertedResidual": {
        "shape": shape_tokens(INVERTED),
        "parts": parts_tokens(INVERTED, layer_fault),
        **{aspect: _inverted_tokens(aspect) for aspect in ("relu6", "linear", "skip")},
        "learning": _inverted_learning,
    }
}
