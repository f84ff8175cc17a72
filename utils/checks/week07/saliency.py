"""Checks of `saliency`: how much the score changes with each pixel."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks import seeing_probes as probes
from utils.checks.fingerprints import Probes
from utils.checks.report import Check, rng
from utils.checks.scenes import Scene, probed_check
from utils.checks.torch_probes import Arrays
from utils.checks.week07.maps import SMALL_SEER, judge_map, judge_shape, judge_untouched, map_scene, map_tokens
from utils.checks.week07.networks import pixels, random_case, template


def _check(saliency: Any) -> Check:
    return probed_check("saliency", saliency, PROBES, probes.looked_at)


_FLAT = (template(2, 2, 3), pixels(2, 2, 3, seed=7))
EXAMPLE_WEIGHTS: Arrays = {
    "dense.weight": np.array([[1, -2, 0, -3, 0, 1], [0, 1, 1, 0, -1, 0]], np.float32),
    "dense.bias": np.zeros(2, np.float32),
}
SALIENCY_SCENES = [
    map_scene("saliency", EXAMPLE_WEIGHTS, np.array([[[1, 2, 1]], [[0, 1, 4]]], np.float32), 0),
    map_scene("saliency", *_FLAT, 2),
    *(map_scene("saliency", *SMALL_SEER, label) for label in (1, 2)),
]
_SALIENCY_AFTER = [map_scene("saliency", *SMALL_SEER, 1, training=training) for training in (True, False)]


def _saliency(scene: Scene) -> np.ndarray:
    from utils.checks import oracles_week07 as oracles

    return oracles.saliency(*(scene.required[name] for name in ("state", "image", "label", "stride")))


def check_saliency_shape(saliency: Any) -> None:
    """A map (H, W) for grey and colour images that are not square."""
    check = _check(saliency)
    for channels, height, width in ((3, 4, 6), (1, 5, 3), (2, 3, 3)):
        state, image = template(channels, height, width), pixels(channels, height, width)
        judge_shape(check, map_scene("saliency", state, image, 1), (height, width))
    check.finish("one number per pixel")


def check_saliency_values(saliency: Any) -> None:
    """The worked example, another template, and a small network of integers."""
    check = _check(saliency)
    for scene in SALIENCY_SCENES:
        judge_map(check, scene, _saliency(scene))
    check.finish()


def check_saliency_hidden(saliency: Any) -> None:
    """Random networks, images and labels."""
    random = rng()
    check = _check(saliency)
    for channels, stride in ((1, 1), (3, 1), (3, 2), (2, 2)):
        state, image, label = random_case(random, channels, 4, 9, stride)
        scene = map_scene("saliency", state, image, label, stride=stride)
        judge_map(check, scene, _saliency(scene))
    check.finish()


def check_saliency_untouched(saliency: Any) -> None:
    """Eval mode, no graph, and the model and the image as they were found."""
    check = _check(saliency)
    for scene in _SALIENCY_AFTER:
        judge_untouched(check, scene)
    check.finish("model and image are left as they were")


PROBES: dict[str, Probes] = {
    "saliency": {
        "values": map_tokens(probes.looked_at, SALIENCY_SCENES),
        "after": map_tokens(probes.looked_at, _SALIENCY_AFTER, after=True),
    }
}
