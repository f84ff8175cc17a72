"""Checks of `grad_cam`: the maps of a layer, weighted by their mean gradients."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks import seeing_probes as probes
from utils.checks.fingerprints import Function, Probes
from utils.checks.modes import MODE
from utils.checks.report import Check, as_array, describe, rng
from utils.checks.scenes import Scene, ask, beside, probed_check
from utils.checks.tensors import plain, shown
from utils.checks.tokens import trouble
from utils.checks.torch_probes import Arrays
from utils.checks.week07.maps import judge_map, judge_shape, judge_untouched, map_tokens
from utils.checks.week07.networks import pixels, random_case, seer


def _check(grad_cam: Any) -> Check:
    return probed_check("grad_cam", grad_cam, PROBES, probes.mapped_by)


def cam_scene(
    state: Arrays, image: np.ndarray, layer: str, label: int, *, stride: int = 1, training: bool = False
) -> Scene:
    """grad_cam(model, layer, image, label)"""
    text = f'grad_cam(model in {MODE[training]} mode, "{layer}", image {image.shape}, label={label})'
    arguments = {"state": state, "layer": layer, "image": image, "label": label}
    return Scene({**arguments, "stride": stride, "training": training}, text=text)


def _cam_example() -> Arrays:
    """Two maps, x and 4 - x of the image x; their mean gradients are 3 and -1 for class 0, -3 and -1 for class 1."""
    one = np.zeros((2, 2, 3, 3), np.float32)
    one[(0, 1), (0, 1), 1, 1] = 1
    kernels = np.zeros((2, 1, 3, 3), np.float32)
    kernels[:, 0, 1, 1] = (1, -1)
    nothing = np.zeros(2, np.float32)
    return {
        "features.conv.weight": kernels,
        "features.conv.bias": np.array([0, 4], np.float32),
        "features.norm.weight": np.ones(2, np.float32),
        "features.norm.bias": nothing,
        "features.norm.running_mean": nothing,
        "features.norm.running_var": np.full(2, 1 - 1e-5, np.float32),
        "features.norm.num_batches_tracked": np.array(1),
        "features.block.0.weight": one,
        "features.block.0.bias": nothing,
        "head.1.weight": np.array([[2, 4, 3, 3, 2, 4, -1, -1, 0, -2, -2, 0], [-3] * 6 + [-1] * 6], np.float32),
        "head.1.bias": nothing,
    }


_SIX = np.array([[[1, 2, 0], [3, 4, 1]]], np.float32)
_WIDE = (seer(2, 5, 6, seed=4), pixels(2, 5, 6, seed=8))
CAM_SCENES = [
    cam_scene(_cam_example(), _SIX, "features.block.1", 0),
    cam_scene(*_WIDE, "features.relu", 0),
    cam_scene(*_WIDE, "features.block.0", 2),
]
_COARSE = (seer(1, 6, 9, stride=3, seed=7), pixels(1, 6, 9, seed=3))
ENLARGED_SCENES = [cam_scene(*_COARSE, "features.block.1", 0, stride=3)]
ZERO_SCENES = [cam_scene(_cam_example(), _SIX, layer, 1) for layer in ("features.block.1", "features.relu")]
_CAM_AFTER = [cam_scene(*_WIDE, "features.relu", 0, training=training) for training in (True, False)]


def _raw_cam(scene: Scene) -> np.ndarray:
    from utils.checks import oracles_week07 as oracles

    return oracles.class_map(*(scene.required[name] for name in ("state", "layer", "image", "label", "stride")))


def _cam(scene: Scene) -> np.ndarray:
    """The map, when the layer has the size of the image."""
    positive = np.maximum(_raw_cam(scene), 0)
    return positive / positive.max()


def _telling(raw: np.ndarray) -> bool:
    """Whether positive and negative numbers are in a raw map, and all styles agree on how it is scaled."""
    return raw.min() < 0 and raw.max() > 0.3


def _enlarged_tokens(grad_cam: Function) -> list[str]:
    """What all styles of enlarging share: the shape, the range, and the place where a map is largest."""
    tokens = []
    for scene in ENLARGED_SCENES:
        outcome = beside(probes.mapped_by, grad_cam, scene)
        if outcome.error is not None:
            tokens.append(trouble(outcome.error))
            continue
        array = as_array(plain(outcome.value["value"]))
        if array is None or array.size == 0 or array.ndim != 2:
            tokens.append(describe(plain(outcome.value["value"])))
            continue
        row, column = np.unravel_index(array.argmax(), array.shape)
        in_range = array.min() >= -1e-6 and array.max() <= 1 + 1e-6
        tokens.append(f"{array.shape} [{row // 3}, {column // 3}] {in_range}")
    return tokens


def check_grad_cam_shape(grad_cam: Any) -> None:
    """A map (H, W) between 0 and 1, at the size of the image, from layers of the same and of a third of that size."""
    check = _check(grad_cam)
    for scene in (*CAM_SCENES[1:], *ENLARGED_SCENES):
        array = judge_shape(check, scene, scene.required["image"].shape[1:])
        if array is None:
            continue
        smallest, largest = float(array.min()), float(array.max())
        if not (smallest >= -1e-6 and largest <= 1 + 1e-6):
            lines = [("yours", f"between {smallest:.4g} and {largest:.4g}"), ("expected", "between 0 and 1")]
            check.find("values", "out of range", lines, call=scene, aspects=("values", "enlarged"))
    check.finish("a map in [0, 1] at the image's size")


def check_grad_cam_values(grad_cam: Any) -> None:
    """The worked example, and a small network of integers whose layers have the size of the image."""
    check = _check(grad_cam)
    for scene in CAM_SCENES:
        judge_map(check, scene, _cam(scene))
    check.finish()


def check_grad_cam_hidden(grad_cam: Any) -> None:
    """Random networks and images; layers of the size of the image and coarser ones."""
    from utils.checks import oracles_week07 as oracles

    random = rng()
    check = _check(grad_cam)
    cases = (("features.relu", 1), ("features.block.0", 1), ("features.block", 2), ("features.block.1", 3))
    for layer, stride in cases:
        while True:
            state, image, label = random_case(random, int(random.integers(1, 4)), 6, 10, stride)
            scene = cam_scene(state, image, layer, label, stride=stride)
            if _telling(raw := _raw_cam(scene)):
                break
        size = image.shape[1:]
        if raw.shape == size:
            judge_map(check, scene, _cam(scene))
            continue
        array = judge_shape(check, scene, size)
        if array is None:
            continue
        if not any(np.allclose(array, cam, atol=0.01) for cam in oracles.grad_cams(raw, size)):
            row, column = (int(i) for i in np.unravel_index(array.argmax(), array.shape))
            peak = np.unravel_index(raw.argmax(), raw.shape)
            lines = [
                ("yours", f"largest at [{row}, {column}]"),
                ("expected", f"the map {raw.shape} of the layer, largest at {[int(i) for i in peak]}, enlarged"),
            ]
            check.find("values", "wrong map", lines, call=scene, aspects=("values", "enlarged"))
    check.finish()


def check_grad_cam_zero(grad_cam: Any) -> None:
    """A class for which nothing is positive: a map of zeros, not of NaN."""
    check = _check(grad_cam)
    for scene in ZERO_SCENES:
        found = ask(check, scene, ("zero", "values"))
        array = None if found is None else as_array(plain(found["value"]))
        if found is not None and (array is None or array.size == 0 or not np.allclose(array, 0, atol=1e-4)):
            yours = shown(found["value"]) if array is None or array.size == 0 else f"{array.ravel()[:6]}"
            lines = [("yours", yours), ("expected", "zeros: nothing speaks for this class")]
            check.find("values", "wrong map", lines, call=scene, aspects=("zero", "values"))
        check.show(f"{scene.text} -> zeros")
    found = ask(check, CAM_SCENES[0], ("zero", "values"))  # else a function that returns zeros would pass
    array = None if found is None else as_array(plain(found["value"]))
    if found is not None and (array is None or array.size == 0 or not np.nan_to_num(array).max() > 0):
        lines = [("yours", shown(found["value"]) if array is None else "nothing positive")]
        check.find("values", "an empty map where one is due", lines, call=CAM_SCENES[0], aspects=("values",))
    check.finish("zeros where nothing is positive")


def check_grad_cam_untouched(grad_cam: Any) -> None:
    """Eval mode, no graph, no hooks left, and the model and the image as they were found."""
    check = _check(grad_cam)
    for scene in _CAM_AFTER:
        judge_untouched(check, scene)
    check.finish("model and image are left as they were")


PROBES: dict[str, Probes] = {
    "grad_cam": {
        "values": map_tokens(probes.mapped_by, CAM_SCENES),
        "zero": map_tokens(probes.mapped_by, [*ZERO_SCENES, CAM_SCENES[0]]),
        "enlarged": _enlarged_tokens,
        "after": map_tokens(probes.mapped_by, _CAM_AFTER, after=True),
    }
}
