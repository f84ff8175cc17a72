"""Checks of `lenet5`: its parameters, its tanh, its averages."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from utils.checks import classic_probes as probes
from utils.checks.fingerprints import NOTHING, Function, Probes, named_check, token
from utils.checks.report import Check, as_array, four_digits, rng
from utils.checks.scenes import Scene, attempt
from utils.checks.week05.networks import (
    Shape,
    Spec,
    inventory_token,
    judge_parameters,
    judge_shape,
    make_weights,
    near,
    network_scene,
    shape_token,
    told,
    value_token,
)

KERNELS: list[Shape] = [(6, 1, 5, 5), (16, 6, 5, 5), (120, 16, 5, 5), (84, 120), (10, 84)]
WEIGHTS = 61_706
ASPECTS = ("logits", "squash", "windows", "inventory", "shape")
DIGIT = (1, 32, 32)


def _shapes() -> list[Shape]:
    """Kernel and bias of the five layers."""
    return [shape for kernel in KERNELS for shape in (kernel, kernel[:1])]


def _squash_scene(random: np.random.Generator, count: int) -> Scene:
    arrays = make_weights(random, _shapes(), "random")
    x = np.broadcast_to(random.uniform(-1.5, 1.5, (count, 1, 1, 1)), (count, *DIGIT)).astype(np.float32)
    text = f"(x {x.shape}), images of one grey, weights given"
    return network_scene("lenet5", ((), {}), text, x=x, arrays=arrays)


def _answers(scene: Scene) -> list[np.ndarray]:
    """The right logits: tanh before the pooling first, then the other accepted places and scales."""
    from utils.checks import oracles_week05 as oracles

    arrays, x = scene.required["arrays"], scene.required["x"]
    return [
        oracles.lenet5(arrays, x, squash=squash, before=before, after=after)
        for squash in oracles.SQUASHES
        for before, after in ((True, False), (False, True), (True, True))
    ]


def _windows_scene(random: np.random.Generator) -> Scene:
    """All channels of a layer alike: then a pixel counts as its windows say, whatever the activation."""
    arrays = []
    for shape in _shapes():
        array = np.zeros(shape)
        if len(shape) > 1:
            array += random.uniform(0.5, 1.5, shape[2:]) / math.prod(shape[1:])
        if shape == KERNELS[-1]:
            array *= np.arange(1, 11)[:, None]  # a softmax of equal logits would let no pixel count
        arrays.append(array.astype(np.float32))
    x = np.full((1, *DIGIT), 0.5, np.float32)
    text = "(x (1, 1, 32, 32)).backward(): how much each pixel counts"
    return network_scene("lenet5", ((), {}), text, x=x, arrays=arrays)


def _pixel_shares(gradient: Any) -> np.ndarray | None:
    """A gradient divided by its sum."""
    array = as_array(gradient)
    with np.errstate(all="ignore"):
        shares = None if array is None else array / array.sum()
    return shares if shares is not None and np.isfinite(shares).all() else None


def _inventory_tokens(lenet5: Function) -> list[str]:
    scene = network_scene("lenet5", ((), {}), "", shape=(2, *DIGIT))
    kernels = KERNELS
    return told(probes.inventory, lenet5, [scene], lambda v, _: inventory_token(v, kernels, False, biases=True))


def _shape_tokens(lenet5: Function) -> list[str]:
    x = np.zeros((2, *DIGIT), np.float32)
    specs: list[Spec] = [((), {}), ((), {"classes": 7}), ((4,), {})]
    scenes = [network_scene("lenet5", spec, "", x=x[:count], arrays=None) for spec in specs for count in (2, 1)]
    return told(probes.answer, lenet5, scenes, shape_token)


def _squash_tokens(lenet5: Function) -> list[str]:
    return told(probes.answer, lenet5, [_squash_scene(np.random.default_rng(1), 3)], _right_or_token)


def _logit_tokens(lenet5: Function) -> list[str]:
    random = np.random.default_rng(3)
    arrays = make_weights(random, _shapes(), "random")
    scene = network_scene("lenet5", ((), {}), "", x=random.normal(size=(2, *DIGIT)).astype(np.float32), arrays=arrays)
    return told(probes.answer, lenet5, [scene], _right_or_token)


def _right_or_token(found: Mapping[str, Any], scene: Scene) -> str:
    """The same for all accepted places and scales of tanh."""
    array = as_array(found["output"])
    answers = _answers(scene)
    right = array is not None and any(array.shape == a.shape and near(array, a).all() for a in answers)
    return "right" if right else value_token(found, scene)


def _windows_tokens(lenet5: Function) -> list[str]:
    def tell(found: Mapping[str, Any], scene: Scene) -> str:
        shares = _pixel_shares(found["gradient"])
        return (
            NOTHING + "no gradient" if shares is None else token(80 * shares)
        )  # at this scale no right share is at the edge of rounding

    return told(probes.input_gradient, lenet5, [_windows_scene(np.random.default_rng(2))], tell)


def check_lenet5_parameters(lenet5: Any) -> None:
    """Ten arrays, 61,706 numbers, all of them learning."""
    check = named_check("lenet5", lenet5, PROBES)
    shapes = _shapes()
    aspects = ("inventory", *ASPECTS)
    spec: Spec = ((), {})
    judge_parameters(check, lenet5, spec, (2, *DIGIT), shapes[::2], aspects, vectors=shapes[1::2])
    check.finish(f"{WEIGHTS:,} parameters")


def check_lenet5_shape(lenet5: Any) -> None:
    """Logits for one and three images, and for other numbers of classes."""
    check = named_check("lenet5", lenet5, PROBES)
    for spec, count, classes in ((((), {}), 3, 10), (((), {"classes": 7}), 2, 7), (((26,), {}), 1, 26)):
        judge_shape(check, lenet5, spec, (count, *DIGIT), (count, classes), ("shape", *ASPECTS))
    check.finish("a logit for each class")


def _judge_squash(check: Check, lenet5: Any, scene: Scene) -> None:
    aspects = ("squash", *ASPECTS)
    found = attempt(check, probes.answer, lenet5, scene, aspects)
    if found is None:
        return
    array, answers = as_array(found["output"]), _answers(scene)
    if array is None or array.shape != answers[0].shape:
        shown = f"a {found['kind']}" if array is None else str(array.shape)
        lines = [("yours", shown), ("expected", f"logits of shape {answers[0].shape}")]
        check.find("values", "values of another shape", lines, call=scene, aspects=aspects)
    elif not any(near(array, answer).all() for answer in answers):
        lines = [("image 0, yours", four_digits(array[0])), ("expected", four_digits(answers[0][0]))]
        check.find(
            "values", "other logits than convolutions, tanh and dense layers give", lines, call=scene, aspects=aspects
        )
    check.show(f"{scene.text} -> {four_digits(answers[0][0][:4])} ...")


def check_lenet5_tanh(lenet5: Any) -> None:
    """Images of one grey: all windows of a map agree, so that only weights and tanh count."""
    check = named_check("lenet5", lenet5, PROBES)
    _judge_squash(check, lenet5, _squash_scene(np.random.default_rng(1), 3))
    check.finish("tanh where it belongs")


def check_lenet5_tanh_hidden(lenet5: Any) -> None:
    """The same with random weights."""
    random = rng()
    check = named_check("lenet5", lenet5, PROBES)
    for count in (4, 1):
        _judge_squash(check, lenet5, _squash_scene(random, count))
    check.finish("tanh where it belongs")


def _judge_windows(check: Check, lenet5: Any, scene: Scene) -> None:
    from utils.checks import oracles_week05 as oracles

    aspects = ("windows", *ASPECTS)
    found = attempt(check, probes.input_gradient, lenet5, scene, aspects)
    if found is None:
        return
    shares = _pixel_shares(found["gradient"])
    expected = _pixel_shares(oracles.lenet5_windows(scene.required["arrays"], (1, *DIGIT)))
    if shares is None or expected is None or not np.allclose(shares, expected, rtol=1e-2, atol=1e-6):
        seen = "none" if shares is None else f"{int((np.abs(shares) > 1e-7).sum())} of 1024 pixels count"
        lines = [("yours", seen), ("expected", f"{int((np.abs(expected) > 1e-7).sum())} of 1024 pixels count")]  # type: ignore[arg-type]
        if shares is not None and expected is not None:
            row = int(np.abs(shares - expected).max(axis=(0, 1, 3)).argmax())
            lines += [(f"row {row}, yours", _percent(shares, row)), ("expected", _percent(expected, row))]
        check.find(
            "values",
            "pixels count otherwise than in windows of 5 and averages of 2",
            lines,
            call=scene,
            aspects=aspects,
        )
    check.show(f"{scene.text} -> as the windows say")


def _percent(shares: np.ndarray, row: int) -> str:
    return " ".join(f"{100 * share:.2f}" for share in shares[0, 0, row, 4:14]) + " ... %"


def check_lenet5_pooling(lenet5: Any) -> None:
    """The gradient of the first logit, on an image of one grey: an average spreads it over all four pixels."""
    check = named_check("lenet5", lenet5, PROBES)
    _judge_windows(check, lenet5, _windows_scene(np.random.default_rng(2)))
    check.finish("averages of 2 x 2")


def check_lenet5_pooling_hidden(lenet5: Any) -> None:
    """The same with random kernels."""
    random = rng()
    check = named_check("lenet5", lenet5, PROBES)
    for _ in range(2):
        _judge_windows(check, lenet5, _windows_scene(random))
    check.finish("averages of 2 x 2")


PROBES: dict[str, Probes] = {
    "lenet5": {
        "logits": _logit_tokens,
        "squash": _squash_tokens,
        "windows": _windows_tokens,
        "inventory": _inventory_tokens,
        "shape": _shape_tokens,
    }
}
