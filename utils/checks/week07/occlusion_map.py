"""Checks of `occlusion_map`: how much the score falls when a patch is covered."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks import seeing_probes as probes
from utils.checks.fingerprints import Probes
from utils.checks.report import Check, Refusal, judge_refusals, rng
from utils.checks.scenes import Scene, probed_check
from utils.checks.torch_probes import Arrays
from utils.checks.week07.maps import SMALL_SEER, judge_map, judge_shape, judge_untouched, map_scene, map_tokens
from utils.checks.week07.networks import pixels, random_case, template
from utils.checks.week07.probed import refused_tokens


def _check(occlusion_map: Any) -> Check:
    return probed_check("occlusion_map", occlusion_map, PROBES, probes.looked_at)


def occlusion_scene(
    state: Arrays,
    image: np.ndarray,
    label: int,
    patch: int,
    stride: int,
    *,
    fill: float | None = None,
    training: bool = False,
) -> Scene:
    """occlusion_map(model, image, label, patch, stride), or with fill"""
    options = {"patch": patch, "stride": stride} | ({} if fill is None else {"fill": fill})
    return map_scene("occlusion_map", state, image, label, options=options, training=training)


OCCLUSION_EXAMPLE: Arrays = {
    "dense.weight": np.array([[1, 0, 0, 0, 2, 0, 0, 0, -1], [0, 1, 0, 1, 0, 0, 0, 0, 0]], np.float32),
    "dense.bias": np.zeros(2, np.float32),
}
_NINE = np.array([[[1, 2, 0], [0, 3, 1], [2, 0, 1]]], np.float32)
OCCLUSION_SCENES = [
    occlusion_scene(OCCLUSION_EXAMPLE, _NINE, 0, 2, 1),
    occlusion_scene(OCCLUSION_EXAMPLE, _NINE, 0, 2, 1, fill=1.0),
    occlusion_scene(template(2, 5, 7), pixels(2, 5, 7), 1, 3, 2, fill=2.0),
    occlusion_scene(template(1, 4, 6, seed=3), pixels(1, 4, 6, seed=9), 2, 1, 3),
    occlusion_scene(*SMALL_SEER, 2, 2, 1, fill=-1.0),
]
_OCCLUSION_AFTER = [occlusion_scene(*SMALL_SEER, 1, 3, 2, training=training) for training in (True, False)]
PATCH, STEP = ("patch", "image"), ("stride",)
_TOO_LARGE, _STEPS = "the patch is larger than the image", "stride must be at least 1"
OCCLUSION_REFUSALS: list[Refusal] = [
    (occlusion_scene(template(2, 4, 6), pixels(2, 4, 6), 0, 5, 1), PATCH, _TOO_LARGE),
    (occlusion_scene(template(1, 6, 3), pixels(1, 6, 3), 0, 4, 2), PATCH, _TOO_LARGE),
    (occlusion_scene(template(1, 4, 4), pixels(1, 4, 4), 1, 2, 0), STEP, _STEPS),
    (occlusion_scene(template(1, 4, 4), pixels(1, 4, 4), 1, 2, -1), STEP, _STEPS),
]


def _occlusion(scene: Scene) -> np.ndarray:
    from utils.checks import oracles_week07 as oracles

    state, image, label, options = (scene.required[name] for name in ("state", "image", "label", "options"))
    covers = (options["patch"], options["stride"], options.get("fill", 0.0))
    return oracles.occlusion_map(state, image, label, *covers, stride=scene.required["stride"])


def check_occlusion_map_shape(occlusion_map: Any) -> None:
    """One number for each position of the patch, also where the stride leaves a rest."""
    check = _check(occlusion_map)
    cases = ((3, 6, 8, 2, 2), (1, 5, 8, 3, 2), (1, 7, 4, 4, 1), (2, 6, 9, 1, 4), (1, 4, 4, 4, 3))
    for channels, height, width, patch, stride in cases:
        state, image = template(channels, height, width), pixels(channels, height, width)
        shape = ((height - patch) // stride + 1, (width - patch) // stride + 1)
        judge_shape(check, occlusion_scene(state, image, 1, patch, stride), shape)
    check.finish("one number per position")


def check_occlusion_map_values(occlusion_map: Any) -> None:
    """The worked examples, larger templates, and a small network of integers."""
    check = _check(occlusion_map)
    for scene in OCCLUSION_SCENES:
        judge_map(check, scene, _occlusion(scene))
    check.finish()


def check_occlusion_map_hidden(occlusion_map: Any) -> None:
    """Random networks, images, patches, strides and fills."""
    random = rng()
    check = _check(occlusion_map)
    for channels, patch, stride in ((1, 2, 1), (3, 3, 2), (2, int(random.integers(1, 5)), int(random.integers(1, 5)))):
        state, image, label = random_case(random, channels, 5, 9)
        for fill in (None, round(float(random.uniform(0.5, 2)), 3)):
            scene = occlusion_scene(state, image, label, patch, stride, fill=fill)
            judge_map(check, scene, _occlusion(scene))
    check.finish()


def check_occlusion_map_untouched(occlusion_map: Any) -> None:
    """Eval mode, no graph, and the model and the image as they were found."""
    check = _check(occlusion_map)
    for scene in _OCCLUSION_AFTER:
        judge_untouched(check, scene)
    check.finish("model and image are left as they were")


def check_occlusion_map_errors(occlusion_map: Any) -> None:
    """Patches and strides that cannot be right."""
    check = _check(occlusion_map)
    check.visible = True
    judge_refusals(check, OCCLUSION_REFUSALS, occlusion_scene(template(1, 4, 6), pixels(1, 4, 6), 0, 4, 9))


PROBES: dict[str, Probes] = {
    "occlusion_map": {
        "values": map_tokens(probes.looked_at, OCCLUSION_SCENES),
        "after": map_tokens(probes.looked_at, _OCCLUSION_AFTER, after=True),
        "errors": refused_tokens(probes.looked_at, OCCLUSION_REFUSALS),
    }
}
