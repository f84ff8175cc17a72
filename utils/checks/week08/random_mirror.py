"""Checks of `random_mirror`: left and right exchanged, as often as asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import transfer_probes as probes
from utils.checks.fingerprints import Probes, token
from utils.checks.report import Check, as_array, rng
from utils.checks.scenes import Scene, ask_all, probed_check
from utils.checks.tensors import plain, shown
from utils.checks.week08.draws import distinct, draw_scene, judge_generator, judge_image_kept, own_generator
from utils.checks.week08.reports import report_tokens


def _check(random_mirror: Any) -> Check:
    return probed_check("random_mirror", random_mirror, PROBES, probes.drawn)


MIRROR = distinct(2, 3, 2)
_MIRROR = {
    "values": [
        *(draw_scene("random_mirror", MIRROR, p=p) for p in (1.0, 0.0)),
        draw_scene("random_mirror", distinct(3, 3, 3, seed=4), p=1.0),
    ],
    "random": [
        draw_scene("random_mirror", MIRROR, calls=400),
        draw_scene("random_mirror", distinct(3, 4, 2, seed=4), calls=400, seed=3, p=0.9),
    ],
}
SPARE = 0.15


def _outcomes(values: Sequence[Any]) -> list[str]:
    """The different answers of many calls, or that there are many."""
    kinds = sorted({token(plain(value)) for value in values})
    return kinds if len(kinds) <= 12 else ["many"]


def _mirrored(scene: Scene, found: Mapping[str, Any]) -> tuple[float, int]:
    """The share of calls whose answer is another image of the same numbers, and how many such images there are.

    Whether that is the mirror image is another matter. No answer of the same numbers at all: -1.
    """
    image = scene.options["image"]
    arrays = [as_array(value) for value in found["values"]]
    sane = [array for array in arrays if array is not None and array.size == image.size]
    if len(sane) < len(arrays) or any(
        not np.array_equal(np.sort(one, axis=None), np.sort(image, axis=None)) for one in sane
    ):
        return -1.0, 0
    others = [array for array in sane if not np.array_equal(array, image)]
    return len(others) / len(sane), len({array.tobytes() for array in others})


def _tell_mirror(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    share, kinds = _mirrored(scene, found)
    p = scene.options["options"].get("p", 0.5)
    level = "as asked" if abs(share - p) < SPARE else "none" if share <= 0 else "less" if share < p else "more"
    return [f"{min(kinds, 8)} {level} {own_generator(found)}"]


def _tell_mirror_values(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    share, _ = _mirrored(scene, found)
    return [*_outcomes(found["values"]), f"{share > 0.02} {share > 0.68} {found['changed']}"]


def check_random_mirror_values(random_mirror: Any) -> None:
    """p=1 always gives the mirror image, p=0 never."""
    _mirror_values(random_mirror, _MIRROR["values"])


def check_random_mirror_values_hidden(random_mirror: Any) -> None:
    """The same for random images."""
    height, width, channels, seed = (int(n) for n in rng().integers((2, 3, 1, 0), (6, 7, 4, 10**6)))
    image = distinct(height, width, channels, seed)
    _mirror_values(random_mirror, [draw_scene("random_mirror", image, p=p) for p in (1.0, 0.0)])


def _mirror_values(random_mirror: Any, scenes: Sequence[Scene]) -> None:
    check = _check(random_mirror)
    aspects = ("values", "random")
    for scene, found in ask_all(check, scenes, aspects):
        image, p = scene.options["image"], scene.options["options"]["p"]
        expected = image[:, ::-1] if p else image
        for value in found["values"]:
            array = as_array(value)
            if array is None or array.shape != image.shape:
                lines = [("yours", shown(value)), ("expected", f"an array of shape {image.shape}")]
                check.find("shape", "wrong shape", lines, call=scene, aspects=aspects)
            elif not np.array_equal(array, expected):
                what = "the mirror image" if p else "the image itself"
                lines = [("first row, channel 0", f"yours {array[0, :, 0]}, expected {expected[0, :, 0]}")]
                check.find("values", f"not always {what}", lines, call=scene, aspects=aspects)
        judge_image_kept(check, scene, found, aspects)
        check.show(f"{scene.text} -> {'always' if p else 'never'} mirrored")
    check.finish("mirrored as asked")


def check_random_mirror_random(random_mirror: Any) -> None:
    """The share of mirror images is p, 0.5 without it, and all chance comes from rng."""
    _mirror_shares(random_mirror, _MIRROR["random"])


def check_random_mirror_random_hidden(random_mirror: Any) -> None:
    """Another p, another seed."""
    random = rng()
    p, seed = float(random.choice([0.2, 0.3, 0.8])), int(random.integers(10**6))
    _mirror_shares(random_mirror, [draw_scene("random_mirror", distinct(3, 4, 3), calls=400, seed=seed, p=p)])


def _mirror_shares(random_mirror: Any, scenes: Sequence[Scene]) -> None:
    check = _check(random_mirror)
    aspects = ("random", "values")
    for scene, found in ask_all(check, scenes, aspects):
        share, kinds = _mirrored(scene, found)
        wanted = scene.options["options"].get("p", 0.5)
        if share < 0:
            lines = [("yours", shown(found["values"][0])), ("expected", "the image or its mirror image")]
            check.find("shape", "wrong kind of answer", lines, call=scene, aspects=aspects)
        elif abs(share - wanted) > SPARE:
            lines = [("mirrored", f"{share:.0%} of the calls"), ("expected", f"about {wanted:.0%}")]
            check.find("values", "mirrored too often or too seldom", lines, call=scene, aspects=aspects)
        elif kinds > 1:
            lines = [("different answers", f"{kinds} besides the image itself"), ("expected", "one, its mirror image")]
            check.find("values", "more than one decision", lines, call=scene, aspects=aspects)
        judge_generator(check, scene, found, aspects)
        check.show(f"{scene.text} -> mirrored in about {wanted:.0%}")
    check.finish("as often as asked, by rng alone")


PROBES: dict[str, Probes] = {
    "random_mirror": {
        "values": report_tokens(probes.drawn, _MIRROR["values"], _tell_mirror_values),
        "random": report_tokens(probes.drawn, _MIRROR["random"], _tell_mirror),
    }
}
