"""Checks of `DepthwiseSeparable`: one 3x3 filter a channel, then all channels mixed, told by derivatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from utils.checks import module_probes
from utils.checks.fingerprints import Function, Probes, named_check
from utils.checks.report import Check, as_array, rng
from utils.checks.scenes import Scene, attempt, beside
from utils.checks.week06.blocks import Arguments, Block, Conv
from utils.checks.week06.layers import Operations
from utils.checks.week06.structure import each_case, judge_shapes, shape_tokens
from utils.checks.week06.tokens import FINE, spelt, trouble

SEPARABLE = Block(
    "DepthwiseSeparable",
    ("in_channels", "out_channels", "stride"),
    {"stride": 1},
    ((3, 8, 1), (3, 8, 2), (6, 6, 1), (6, 6, 2)),
    lambda inputs, outputs, stride: [Conv(3, inputs, inputs, stride, inputs), Conv(1, inputs, outputs)],
    projects=False,
)
WINDOW = 9  # the images of the Jacobian, so that its centre is a whole window from the border
UPWARD = {"kind": "positive", "mean": 0.0, "beta": 0.0}  # so that no output is silent for all images
SEPARABLE_ASPECTS = ("weights", "activation", "wiring", "shape")


def check_DepthwiseSeparable_shape(DepthwiseSeparable: Any) -> None:  # noqa: N802
    """Channels and stride, even and odd sizes."""
    judge_shapes(named_check("DepthwiseSeparable", DepthwiseSeparable, PROBES), SEPARABLE, DepthwiseSeparable)


def _kernel_shapes(value: Mapping[str, Any]) -> list[tuple[int, ...]]:
    """Shapes of the parameters that images are multiplied with, but for factors with one number a channel."""
    names = {op["weight"] for op in value["operations"] if op["kind"] in ("convolution", "dense", "multiply")}
    factors = {op["weight"] for op in value["operations"] if op["kind"] == "multiply"}
    found = []
    for name, shape, _ in value["parameters"]:
        if name in names and (name not in factors or sum(side > 1 for side in shape) > 1):
            found.append(tuple(shape))
    return found


def _kernel_numbers(value: Mapping[str, Any]) -> int:
    return sum(int(np.prod(shape)) for shape in _kernel_shapes(value))


def check_DepthwiseSeparable_weights(DepthwiseSeparable: Any) -> None:  # noqa: N802
    """9 weights for each input channel, one for each pair of channels, all of them at work."""
    from utils.checks import oracles_week06 as oracles

    check = named_check("DepthwiseSeparable", DepthwiseSeparable, PROBES)
    for case, value in each_case(check, SEPARABLE, DepthwiseSeparable, SEPARABLE_ASPECTS):
        scene = SEPARABLE.anatomy(case)
        count, expected = _kernel_numbers(value), oracles.separable_parameters(*case[:2])
        if count != expected:
            kernels = [str(shape) for shape in _kernel_shapes(value)]
            lines = [("weights", f"{count}, expected 9 * {case[0]} + {case[0]} * {case[1]} = {expected}")]
            lines.append(("kernels", ", ".join(kernels)[:90] or "none are registered"))
            check.find("values", "another number of weights", lines, call=scene, aspects=SEPARABLE_ASPECTS)
        elif idle := _idle(check, DepthwiseSeparable, case, value):
            lines = [("no gradient reaches", ", ".join(idle)[:90])]
            check.find("gradient", "a parameter that does not learn", lines, call=scene, aspects=SEPARABLE_ASPECTS)
        check.show(f"{SEPARABLE.text(case)} -> {expected} weights in kernels")
    check.finish("weights as expected")


def _idle_scene(case: Arguments) -> Scene:
    x = np.random.default_rng(3).normal(size=(8, case[0], 8, 8)).astype(np.float32)
    upstream = np.ones(SEPARABLE.output(case, (8, 8, 8)), np.float32)
    return SEPARABLE.scene(case, x, recipe={"seed": 5, **UPWARD}, upstream=upstream)


def _idle_kernels(value: Mapping[str, Any], structure: Mapping[str, Any]) -> list[str]:
    """Parameters that no gradient reaches, and kernels of which a part is idle."""
    kernels = {op["weight"] for op in structure["operations"] if op["kind"] in ("convolution", "dense", "multiply")}
    shares = value["parameters"].items()
    return [name for name, share in shares if not share or (name in kernels and share < 0.8)]


def _idle(check: Check, answer: Any, case: Arguments, structure: Mapping[str, Any]) -> list[str]:
    value = attempt(check, module_probes.gradients, answer, _idle_scene(case), (), note=False)
    return [] if value is None else _idle_kernels(value, structure)


def _jacobian_scene(case: Arguments, seed: int, recipe: Any, images: int = 64) -> Scene:
    x = 2 * np.random.default_rng(seed).normal(size=(images, case[0], WINDOW, WINDOW)).astype(np.float32)
    note = "(x): which inputs the central output pixel depends on"
    return SEPARABLE.scene(case, x, note, recipe=recipe)


def _wiring_fault(value: Any, case: Arguments) -> str:
    """What is wrong with derivatives `(N, C_out, C_in, H, W)` of a depthwise and a pointwise convolution."""
    array = as_array(value)
    if array is None or array.shape != (len(array), case[1], case[0], WINDOW, WINDOW):
        return "no derivatives of the expected shape"
    seen = np.abs(array).max(axis=0) > 1e-7
    middle = slice(WINDOW // 2 - 1, WINDOW // 2 + 2)
    outside = seen.copy()
    outside[:, :, middle, middle] = False
    if outside.any():
        return "an output pixel depends on more than the 3x3 pixels around it"
    if not seen.any(axis=(2, 3)).all():
        pairs = int(seen.any(axis=(2, 3)).sum())
        return f"output channels depend on {pairs} of {case[0] * case[1]} pairs with input channels: not all are mixed"
    if not seen[:, :, middle, middle].all():
        return "an output pixel depends on less than the 3x3 pixels around it"
    rows = array[:, :, :, middle, middle].reshape(len(array), case[1], case[0], 9)
    strongest = np.take_along_axis(rows, np.abs(rows).max(axis=3).argmax(axis=1)[:, None, :, None], axis=1)
    size = np.maximum((strongest**2).sum(axis=3, keepdims=True), 1e-12)
    rest = rows - (rows * strongest).sum(axis=3, keepdims=True) / size * strongest
    if np.abs(rest).max() > 1e-3 * np.abs(rows).max():
        return "two output channels see the same input channel through different 3x3 filters"
    return ""


def _judge_wiring(check: Check, answer: Any, case: Arguments, seed: int) -> None:
    scene = _jacobian_scene(case, seed, {"seed": seed, **UPWARD})
    value = attempt(check, module_probes.jacobian, answer, scene, SEPARABLE_ASPECTS)
    if value is not None and (fault := _wiring_fault(value, case)):
        aspects = ("wiring", "weights", "shape", "activation")
        check.find("values", "wired in another way", [("seen", fault)], call=scene, aspects=aspects)
    check.show(f"{SEPARABLE.text(case)} -> one 3x3 filter a channel, all channels mixed")


def check_DepthwiseSeparable_wiring(DepthwiseSeparable: Any) -> None:  # noqa: N802
    """By derivatives: a 3x3 window, one filter for each input channel, every channel in every output."""
    check = named_check("DepthwiseSeparable", DepthwiseSeparable, PROBES)
    for case in ((5, 7, 1), (6, 6, 1), (5, 7, 2)):
        _judge_wiring(check, DepthwiseSeparable, case, seed=1)
    check.finish("depthwise, then pointwise")


def check_DepthwiseSeparable_wiring_hidden(DepthwiseSeparable: Any) -> None:  # noqa: N802
    """Random channels and weights."""
    random = rng()
    check = named_check("DepthwiseSeparable", DepthwiseSeparable, PROBES)
    for stride in (1, 2):
        inputs, outputs = (int(count) for count in random.permutation(np.arange(3, 9))[:2])
        _judge_wiring(check, DepthwiseSeparable, (inputs, outputs, stride), seed=int(random.integers(10**6)))
    check.finish("depthwise, then pointwise")


def _norm_fault(operations: Operations) -> str:
    """Whether a normalisation works on what it should not: an activation, or the input."""
    for operation in operations:
        if operation["kind"] == "normalisation":
            if operation["sources"] == [module_probes.INPUT]:
                return "a batch normalisation of the input: it follows a convolution"
            if any(operations[place]["kind"] in ("relu", "hardtanh", "clamp") for place in operation["sources"]):
                return "a batch normalisation behind a ReLU: it stands between a convolution and its ReLU"
    return ""


def _activation_fault(value: Any, answered: Mapping[str, Any]) -> str:
    """Whether ReLU or ReLU6 stands between the convolutions and at the end."""
    if not answered["unchanged"]:
        return "the block changed its input x, which still belongs to the caller"
    array, images = as_array(value), as_array(answered["output"])
    if array is None or array.ndim != 5 or images is None:
        return "no derivatives of the expected shape"
    if images.min(initial=0) < 0:
        return "outputs below 0: nothing cuts them off at the end"
    gates = np.abs(array).max(axis=(3, 4)) > 1e-7  # (N, C_out, C_in)
    active = gates.any(axis=2)
    if not active.any() or gates[active].all():
        return "no ReLU between the two convolutions: an input channel never falls silent by itself"
    for pair in np.ndindex(array.shape[1:3]):
        slopes = array[:, pair[0], pair[1]][gates[:, pair[0], pair[1]]]
        if len(slopes) and np.abs(slopes - slopes[0]).max() > 1e-3 * np.abs(slopes).max():
            return "slopes other than 0 and 1: another function than ReLU or ReLU6"
    return ""


def _activation(answer_of: Callable[[Function, Scene], Any], case: Arguments, seed: int) -> str | None:
    scene = _jacobian_scene(case, seed, {"seed": seed, "kind": "random"})
    value = answer_of(module_probes.jacobian, scene)
    output = answer_of(module_probes.answer, scene)
    trace = answer_of(module_probes.anatomy, SEPARABLE.anatomy(case))
    if value is None or output is None or trace is None:
        return None
    return _norm_fault(trace["operations"]) or _activation_fault(value, output)


def check_DepthwiseSeparable_activation(DepthwiseSeparable: Any) -> None:  # noqa: N802
    """ReLU after the depthwise and after the pointwise convolution."""
    check = named_check("DepthwiseSeparable", DepthwiseSeparable, PROBES)
    aspects = ("activation", "wiring", "weights", "shape")
    for case in ((5, 7, 1), (4, 6, 2)):

        def ask(prober: Function, scene: Scene) -> Any:
            return attempt(check, prober, DepthwiseSeparable, scene, aspects)

        if fault := _activation(ask, case, seed=2):
            check.find(
                "values", "another activation", [("seen", fault)], call=_jacobian_scene(case, 2, None), aspects=aspects
            )
        check.show(f"{SEPARABLE.text(case)} -> ReLU after both convolutions")
    check.finish("ReLU after both")


def _separable_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(answer: Function) -> list[str]:
        from utils.checks import oracles_week06 as oracles

        tokens = []
        for case in SEPARABLE.cases:
            if aspect == "weights":
                outcome = beside(module_probes.anatomy, answer, SEPARABLE.anatomy(case))
                if outcome.error is not None:
                    tokens.append(trouble(outcome.error))
                    continue
                count = _kernel_numbers(outcome.value)
                right = count == oracles.separable_parameters(*case[:2])
                reached = beside(module_probes.gradients, answer, _idle_scene(case))
                idle = FINE
                if reached.error is not None or _idle_kernels(reached.value, outcome.value):
                    shares = reached.value["parameters"].values() if reached.error is None else ()
                    learns = sum(learns for *_, learns in outcome.value["parameters"])
                    idle = f"{sorted(round(share, 2) for share in shares)}, {learns} learn"
                tokens.append(idle if right else f"{count}, {spelt(outcome.value)}")
                continue
            scene = _jacobian_scene(case, 2, {"seed": 2, **(UPWARD if aspect == "wiring" else {"kind": "random"})})
            outcome = beside(module_probes.jacobian, answer, scene)
            if outcome.error is not None:
                tokens.append(trouble(outcome.error))
            elif aspect == "wiring":
                fault = _wiring_fault(outcome.value, case)
                trace = beside(module_probes.anatomy, answer, SEPARABLE.anatomy(case))
                numbers = 0 if trace.error is not None else _kernel_numbers(trace.value)
                tokens.append(f"{fault} {numbers}" if fault else FINE)
            else:
                output = beside(module_probes.answer, answer, scene)
                fault = trouble(output.error) if output.error else _activation_fault(outcome.value, output.value)
                trace = beside(module_probes.anatomy, answer, SEPARABLE.anatomy(case))
                operations = [] if trace.error is not None else trace.value["operations"]
                fault = _norm_fault(operations) or fault
                tokens.append(f"{fault} {[op['kind'] for op in operations]}" if fault else FINE)
        return tokens

    return look


PROBES: dict[str, Probes] = {
    "DepthwiseSeparable": {
        "shape": shape_tokens(SEPARABLE),
        **{aspect: _separable_tokens(aspect) for aspect in ("weights", "activation", "wiring")},
    }
}
