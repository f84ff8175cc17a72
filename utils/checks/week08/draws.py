"""Functions that draw random numbers: images for them, many calls of them, and the generator that they use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks.fingerprints import token
from utils.checks.report import Check
from utils.checks.scenes import Scene
from utils.checks.tensors import plain


def distinct(height: int, width: int, channels: int, seed: int = 0) -> np.ndarray:
    """An image whose numbers are all different, in no order."""
    numbers = np.random.default_rng(seed).permutation(height * width * channels)
    return numbers.reshape(height, width, channels).astype(np.float32)


def draw_scene(
    name: str,
    image: np.ndarray,
    before: Sequence[int] = (),
    *,
    calls: int = 40,
    seed: int = 0,
    **options: float,
) -> Scene:
    """Many calls of a function that draws random numbers"""
    words = [f"image {image.shape}", *map(str, before), "rng", *(f"{key}={value:g}" for key, value in options.items())]
    arguments = {"image": image, "before": list(before), "seed": seed, "calls": calls, "options": options}
    return Scene({}, arguments, text=f"{name}({', '.join(words)}), {calls} times")


def own_generator(found: Mapping[str, Any]) -> str:
    """Whether the same seed gives the same answers, whether `rng` was used, and which others were."""
    same = [token(plain(value)) for value in found["values"]] == [token(plain(value)) for value in found["again"]]
    return f"{same} {found['used']} {found['others']}"


def judge_image_kept(check: Check, scene: Scene, found: Mapping[str, Any], aspects: Sequence[str]) -> None:
    """The image that was passed in is as before."""
    if found["changed"]:
        lines = [("changed", "image: work on a copy, the caller still needs the original")]
        check.find("edge cases", "changed its input", lines, call=scene, aspects=aspects)


def judge_generator(check: Check, scene: Scene, found: Mapping[str, Any], aspects: Sequence[str]) -> None:
    """The generator that was given is used, and no other."""
    if found["others"]:
        lines = [("drawn from", f"the global generator of {found['others'][0]}"), ("expected", "only from rng")]
        check.find("edge cases", "another generator was used", lines, call=scene, aspects=aspects)
    elif not found["used"]:
        lines = [("rng", "is as before: nothing was drawn from it")]
        check.find("edge cases", "the generator was not used", lines, call=scene, aspects=aspects)
    elif own_generator(found).startswith("False"):
        lines = [("the same seed", "gave other answers the second time"), ("expected", "all chance comes from rng")]
        check.find("edge cases", "another generator was used", lines, call=scene, aspects=aspects)
