"""Checks of `residual_block`, the block of Keras layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import keras_block_probes
from utils.checks.fingerprints import Function, Probes, named_check, token
from utils.checks.report import Check, as_array, rng
from utils.checks.scenes import Scene, attempt, beside
from utils.checks.week06.blocks import BASIC, Arguments, halved
from utils.checks.week06.layers import listed
from utils.checks.week06.numbers import ALIVE, EMPTY, EXACT, agrees, compared, whole
from utils.checks.week06.tokens import FINE, trouble

KERAS_CASES: tuple[Arguments, ...] = ((4, 4, 1), (4, 8, 2), (4, 8, 1), (4, 4, 2))
KERAS_SIZES = ((7, 9), (8, 6))
KERAS_ASPECTS = ("shape", "parts", "empty", "values", "learning")


def _keras_scene(case: Arguments, size: Sequence[int] | np.ndarray, note: str = "", **more: Any) -> Scene:
    inputs, filters, stride = case
    keywords = {"stride": stride} if stride != 1 else {}
    images = {"x": size} if isinstance(size, np.ndarray) else {"shape": [*size, inputs]}
    shape = (None, *(size.shape[1:] if isinstance(size, np.ndarray) else (*size, inputs)))
    text = f"residual_block(x {shape}, {filters}{f', stride={stride}' if stride != 1 else ''}){note}"
    return Scene({"filters": filters, "keywords": keywords, **images, **more}, text=text)


def check_residual_block_shape(residual_block: Any) -> None:
    """Filters and stride, even and odd sizes."""
    check = named_check("residual_block", residual_block, PROBES)
    for case in KERAS_CASES:
        for size in KERAS_SIZES:
            scene = _keras_scene(case, size)
            value = attempt(check, keras_block_probes.block_anatomy, residual_block, scene, ("shape",))
            expected = _keras_output(case, size)
            if value is not None and value["output"] != expected:
                lines = [("shape", f"{(None, *value['output'])}, expected {(None, *expected)}")]
                check.find("shape", "wrong shape", lines, call=scene, aspects=("shape", "parts", "values"))
            check.show(f"{scene.text} -> {(None, *expected)}")
    check.finish("shapes as expected")


def _keras_each(check: Check, answer: Any, aspects: Sequence[str]) -> list[tuple[Arguments, Mapping[str, Any]]]:
    """As `structure.each_case`, for the Keras block."""
    found, size = [], KERAS_SIZES[0]
    for case in KERAS_CASES:
        value = attempt(check, keras_block_probes.block_anatomy, answer, _keras_scene(case, size), aspects, note=False)
        if value is not None:
            found.append((case, value))
    if not found:
        attempt(check, keras_block_probes.block_anatomy, answer, _keras_scene(KERAS_CASES[0], size), aspects)
    right = [(case, value) for case, value in found if value["output"] == _keras_output(case, size)]
    return right or found


def _keras_output(case: Arguments, size: Sequence[int]) -> tuple[int, ...]:
    return (*(halved(side, case[2]) for side in size), case[1])


def _keras_fault(case: Arguments, value: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with the weights of a Keras block; empty when nothing is."""
    wanted = BASIC.convolutions(case)
    kernels = sorted(shape for _, shape in value["trainable"] if len(shape) > 1)
    expected = sorted((conv.kernel, conv.kernel, conv.inputs, conv.outputs) for conv in wanted)
    if kernels != expected:
        return [
            ("kernels that learn", ", ".join(map(str, kernels)) or "none"),
            ("expected", ", ".join(map(str, expected))),
        ]
    for role, weights in (("gamma", "trainable"), ("beta", "trainable"), ("moving_mean", "frozen")):
        found = [shape for name, shape in value[weights] if name == role]
        if found != [(case[1],)] * len(wanted):
            lines = [(role, ", ".join(map(str, found)) or "none")]
            return [*lines, ("expected", f"{len(wanted)} of shape ({case[1]},): one number a channel")]
    return []


def check_residual_block_parts(residual_block: Any) -> None:
    """Two 3x3 convolutions, a projection where shapes differ, a normalisation of channels after each."""
    check = named_check("residual_block", residual_block, PROBES)
    aspects = ("parts", "values", "shape")
    for case, value in _keras_each(check, residual_block, aspects):
        scene = _keras_scene(case, KERAS_SIZES[0])
        if fault := _keras_fault(case, value):
            check.find("values", "other layers than asked for", fault, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> {listed(BASIC.convolutions(case))}")
    check.finish("the layers asked for")


def _keras_expected(
    x: np.ndarray, case: Arguments, recipe: Any, *, training: bool = False, eps: float = 1e-3
) -> np.ndarray:
    from utils.checks import oracles_week06 as oracles

    output = oracles.residual(x.transpose(0, 3, 1, 2), case, recipe, training=training, eps=eps)
    return output.transpose(0, 2, 3, 1)


def _keras_values(
    check: Check,
    answer: Any,
    case: Arguments,
    x: np.ndarray,
    recipe: Any,
    expected: np.ndarray,
    note: str,
    first: Sequence[str] = (),
    **more: Any,
) -> bool:
    scene = _keras_scene(case, x, note, recipe=recipe, **more)
    aspects = (*first, "empty", "values", "learning") if not more else ("learning", "values")
    value = attempt(check, keras_block_probes.block_answer, answer, scene, aspects)
    if value is None:
        return False
    if not agrees(value, expected, share=0.95 if more else 1.0):
        check.find(
            "values", "other numbers than the layers give", compared(value, expected), call=scene, aspects=aspects
        )
        return False
    check.show(f"{scene.text} -> as expected")
    return True


def _keras_sum(check: Check, answer: Any, random: np.random.Generator | None) -> None:
    judged = False
    runs = _keras_each(check, answer, ("values",))
    for case, value in runs:
        usable = not _keras_fault(case, value)
        alike = case[0] == case[1] and case[2] == 1
        judged = judged or usable or alike
        if alike and (random is None or not usable):
            x = whole(1, 3, 5, case[0], seed=5)
            for beta in (0.0, -1.0, 1.0) if usable else (0.0,):
                note = f", all kernels 0, gamma 1, beta {beta:g}"
                recipe = {**EMPTY, "beta": beta}
                first = () if usable else ("parts",)  # wrong layers explain wrong numbers
                _keras_values(check, answer, case, x, recipe, np.maximum(x + beta, 0), note, first)
        if usable:
            x, recipe = whole(2, 7, 9, case[0], seed=9), EXACT
            if random is not None:
                x = random.normal(size=(2, 5, 7, case[0])).astype(np.float32)
                recipe = {"seed": int(random.integers(10**6)), "kind": "random"}
            _keras_values(check, answer, case, x, recipe, _keras_expected(x, case, recipe), ", weights given")
    if runs and not judged:
        lines = [("seen", "no block has the layers asked for")]
        check.find("values", "there is no sum to look at", lines, aspects=("parts", "shape"))


def check_residual_block_sum(residual_block: Any) -> None:
    """Zero kernels leave relu(x); beta shows on which side of the sum ReLU stands; known weights."""
    check = named_check("residual_block", residual_block, PROBES)
    _keras_sum(check, residual_block, None)
    check.finish("relu(branch + shortcut)")


def check_residual_block_sum_hidden(residual_block: Any) -> None:
    """Random weights and images."""
    check = named_check("residual_block", residual_block, PROBES)
    _keras_sum(check, residual_block, rng())
    check.finish("relu(branch + shortcut)")


def check_residual_block_learning(residual_block: Any) -> None:
    """Gradients reach all weights and the input; in training the batch's statistics are used."""
    from utils.checks import oracles_week06 as oracles

    random = rng()
    check = named_check("residual_block", residual_block, PROBES)
    aspects = ("learning", "parts", "values", "shape")
    for case, structure in _keras_each(check, residual_block, aspects)[:2]:
        x = random.normal(size=(3, 5, 7, case[0])).astype(np.float32)
        recipe = {"seed": int(random.integers(10**6)), "kind": "random", **ALIVE}
        expected = _keras_expected(x, case, recipe)
        scene = _keras_scene(case, x, recipe=recipe)
        value = attempt(check, keras_block_probes.block_answer, residual_block, scene, aspects, note=False)
        comparable = agrees(value, expected)
        upstream = random.normal(size=expected.shape).astype(np.float32)
        scene = _keras_scene(case, x, ", gradients", recipe=recipe, upstream=upstream)
        found = None
        if getattr(as_array(value), "shape", None) != expected.shape:
            check.find("shape", "wrong shape", compared(value, expected), call=scene, aspects=aspects)
        else:
            found = attempt(check, keras_block_probes.block_gradients, residual_block, scene, aspects)
        if found is not None:
            gradient = oracles.input_gradient(
                "residual", x.transpose(0, 3, 1, 2), case, recipe, upstream.transpose(0, 3, 1, 2)
            ).transpose(0, 2, 3, 1)
            if idle := [f"{name} {shape}" for name, shape, reached in found["parameters"] if not reached]:
                lines = [("no gradient reaches", ", ".join(idle)[:90])]
                check.find("gradient", "a weight that does not learn", lines, call=scene, aspects=aspects)
            elif comparable and not agrees(found["input"], gradient, share=0.8):
                missing = [("gradient of x", "none")]
                lines = missing if found["input"] is None else compared(found["input"], gradient)
                check.find("gradient", "another gradient than the layers give", lines, call=scene, aspects=aspects)
            check.show(f"{scene.text} -> reach all weights, and the input through the shortcut")
        if comparable:
            eps = max(structure["eps"], default=0.0)
            trained = _keras_expected(x, case, recipe, training=True, eps=eps)
            _keras_values(check, residual_block, case, x, recipe, trained, ", training=True", training=True)
            _keras_values(check, residual_block, case, x, recipe, expected, ", training not given", training=None)
    check.finish("it learns")


def _keras_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(answer: Function) -> list[str]:
        tokens: list[str] = []
        for case in KERAS_CASES[:1] if aspect == "empty" else KERAS_CASES[:2] if aspect == "learning" else KERAS_CASES:
            tokens += _keras_case_tokens(aspect, answer, case)
        return tokens

    return look


def _keras_case_tokens(aspect: str, answer: Function, case: Arguments) -> list[str]:
    if aspect in ("shape", "parts"):
        outcome = beside(keras_block_probes.block_anatomy, answer, _keras_scene(case, KERAS_SIZES[0]))
        if outcome.error is not None:
            return [trouble(outcome.error)]
        if aspect == "shape":
            other = beside(keras_block_probes.block_anatomy, answer, _keras_scene(case, KERAS_SIZES[1]))
            second = trouble(other.error) if other.error is not None else str(other.value["output"])
            return [str(outcome.value["output"]), second]
        shapes = sorted(f"{key} {row}" for key in ("trainable", "frozen") for row in outcome.value[key])
        layers = sorted(name for name in outcome.value["layers"] if name not in ("Functional", "InputLayer"))
        if not _keras_fault(case, outcome.value):
            return [FINE]
        answered = beside(
            keras_block_probes.block_answer, answer, _keras_scene(case, whole(2, 7, 9, case[0]), recipe=EXACT)
        )
        return [f"{shapes} {layers} {token(answered.value)}"]
    if aspect == "empty":
        x = whole(1, 3, 5, case[0], seed=5)
        scenes = [(_keras_scene(case, x, recipe={**EMPTY, "beta": b}), np.maximum(x + b, 0)) for b in (0.0, -1.0, 1.0)]
    elif aspect == "values":
        x = whole(2, 7, 9, case[0], seed=9)
        scenes = [(_keras_scene(case, x, recipe=EXACT), _keras_expected(x, case, EXACT))]
    else:
        return _keras_learning_tokens(answer, case)
    tokens = []
    for scene, expected in scenes:
        outcome = beside(keras_block_probes.block_answer, answer, scene)
        near = outcome.error is None and agrees(outcome.value, expected)
        tokens.append(FINE if near else trouble(outcome.error) if outcome.error is not None else token(outcome.value))
    return tokens


def _keras_learning_tokens(answer: Function, case: Arguments) -> list[str]:
    from utils.checks import oracles_week06 as oracles

    x = np.random.default_rng(2).normal(size=(3, 5, 7, case[0])).astype(np.float32)
    recipe = {"seed": 4, "kind": "random"}
    shape = (3, *(halved(side, case[2]) for side in (5, 7)), case[1])
    upstream = np.random.default_rng(3).normal(size=shape).astype(np.float32)
    outcome = beside(
        keras_block_probes.block_gradients, answer, _keras_scene(case, x, recipe=recipe, upstream=upstream)
    )
    tokens = []
    if outcome.error is not None:
        tokens.append(trouble(outcome.error))
    else:
        first = oracles.input_gradient(
            "residual", x.transpose(0, 3, 1, 2), case, recipe, upstream.transpose(0, 3, 1, 2)
        ).transpose(0, 2, 3, 1)
        right = agrees(outcome.value["input"], first, share=0.8)
        gradient = FINE if right else "none" if outcome.value["input"] is None else token(outcome.value["input"])
        tokens.append(f"{gradient} {sum(not reached for *_, reached in outcome.value['parameters'])} idle")
    bare = beside(keras_block_probes.block_answer, answer, _keras_scene(case, x, recipe=recipe, training=None))
    if bare.error is None and not agrees(bare.value, _keras_expected(x, case, recipe), share=0.95):
        tokens.append(f"without training {token(bare.value)}")
    scene = _keras_scene(case, x, recipe=recipe, training=True)
    outcome, again = (beside(keras_block_probes.block_answer, answer, scene) for _ in range(2))
    if outcome.error is not None or again.error is not None:
        return [*tokens, trouble(outcome.error or again.error)]
    if not np.array_equal(outcome.value, again.value):
        return [*tokens, "random in train mode"]
    # Keras has 0.001 for eps, PyTorch 0.00001: both agree with this to two digits.
    expected = _keras_expected(x, case, recipe, training=True)
    array = as_array(outcome.value)
    close = array is not None and array.shape == expected.shape and np.allclose(array, expected, rtol=0.02, atol=0.02)
    return [*tokens, FINE if close else token(outcome.value)]


PROBES: dict[str, Probes] = {"residual_block": {aspect: _keras_tokens(aspect) for aspect in KERAS_ASPECTS}}
