"""Checks of `random_crop`: a window of the image, each place as likely as another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import transfer_probes as probes
from utils.checks.fingerprints import Function, Probes, token
from utils.checks.report import Check, as_array, names_argument, rng
from utils.checks.scenes import Scene, ask_all, beside, probed_check
from utils.checks.tensors import plain, shown
from utils.checks.tokens import trouble
from utils.checks.week08.draws import distinct, draw_scene, judge_generator, judge_image_kept, own_generator
from utils.checks.week08.reports import report_tokens


def _check(random_crop: Any) -> Check:
    return probed_check("random_crop", random_crop, PROBES, probes.drawn)


CROP = distinct(4, 5, 2, seed=1)
_CROP = {
    "values": [
        draw_scene("random_crop", CROP, [3]),
        draw_scene("random_crop", distinct(3, 3, 3, seed=2), [3], calls=4),
        draw_scene("random_crop", distinct(5, 2, 1, seed=3), [2]),
        draw_scene("random_crop", distinct(2, 5, 2, seed=4), [1]),
    ],
    "random": [draw_scene("random_crop", distinct(4, 6, 2, seed=5), [2], calls=500)],
}
CROP_REFUSALS: list[tuple[Scene, str]] = [
    (draw_scene("random_crop", CROP, [5], calls=1), "the image is 4 x 5"),
    (draw_scene("random_crop", CROP, [6], calls=1), "the image is 4 x 5"),
    (draw_scene("random_crop", distinct(5, 4, 2), [5], calls=1), "the image is 5 x 4"),
    (draw_scene("random_crop", CROP, [0], calls=1), "a side is at least 1"),
    (draw_scene("random_crop", CROP, [-1], calls=1), "a side is at least 1"),
]


def _offsets(scene: Scene, found: Mapping[str, Any]) -> list[tuple[int, int] | None]:
    """Where the windows lie; None for what is none of the right size."""
    from utils.checks import oracles_week08 as oracles

    size = scene.options["before"][0]
    arrays = [as_array(value) for value in found["values"]]
    right = [array is not None and array.shape[:2] == (size, size) for array in arrays]
    pairs = zip(arrays, right, strict=True)
    return [oracles.offset(scene.options["image"], array) if ok and array is not None else None for array, ok in pairs]


def _corners(scene: Scene, found: Mapping[str, Any]) -> list[tuple[int, int] | None]:
    """First row and column of the image that are in each answer, whatever was done to it; None where it has others."""
    image = scene.options["image"]
    places = {float(number): place[:2] for place, number in np.ndenumerate(image)}
    corners: list[tuple[int, int] | None] = []
    for value in found["values"]:
        array = as_array(value)
        seen = [] if array is None else [places.get(float(number)) for number in array.ravel()]
        rows, columns = [place[0] for place in seen if place], [place[1] for place in seen if place]
        corners.append((min(rows), min(columns)) if rows and None not in seen else None)
    return corners


def _offset_range(scene: Scene) -> tuple[int, int]:
    """How many rows and columns a window may start at."""
    height, width = scene.options["image"].shape[:2]
    size = scene.options["before"][0]
    return height - size + 1, width - size + 1


def _tell_crop(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    offsets = _window_token(scene, found)
    return [*offsets, f"{found['changed']}"]


def _window_token(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    """Which windows there are, and what is none."""
    image, size = scene.options["image"], scene.options["before"][0]
    places = {}
    for row in range(image.shape[0] - size + 1):
        for column in range(image.shape[1] - size + 1):
            places[token(image[row : row + size, column : column + size])] = (row, column)
    tokens = [token(plain(value)) for value in found["values"]]
    others = sorted({kind.partition(")")[0] for kind in tokens if kind not in places})
    none = sorted({kind for kind in tokens if kind not in places})
    exact = none if len(none) <= 3 else ["many"]
    within = sorted({places[kind] for kind in tokens if kind in places})
    return [f"{within if len(found['values']) > 100 else len(within) > 0}", *others, *exact]


def uneven(counts: Mapping[Any, int], places: int) -> bool:
    """Whether places that are all equally likely would hardly ever occur so unevenly: a chi-squared test.

    The bound is that of Wilson and Hilferty (1931) for one run in a hundred million.
    """
    even, freedom = sum(counts.values()) / places, places - 1
    spread = sum((count - even) ** 2 for count in counts.values()) / even + even * max(0, places - len(counts))
    part = 2 / (9 * freedom)
    return spread > freedom * (1 - part + 5.6 * part**0.5) ** 3


def _tell_crop_random(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    counts = Counter(token(plain(value)) for value in found["values"])
    rows, columns = _offset_range(scene)
    even = len(found["values"]) / (rows * columns)
    level = "even" if max(counts.values()) < 2.5 * even else "uneven"
    level += " by a test" if len(counts) == rows * columns and uneven(counts, rows * columns) else ""
    return [*_window_token(scene, found), level, own_generator(found), f"{found['changed']}"]


def check_random_crop_values(random_crop: Any) -> None:
    """Each answer is a window of the image, of the right size."""
    _crop_windows(random_crop, _CROP["values"])


def check_random_crop_values_hidden(random_crop: Any) -> None:
    """Random images and sizes."""
    random = rng()
    height, width, seed = (int(n) for n in random.integers((4, 4, 0), (9, 9, 10**6)))
    size = int(random.integers(2, min(height, width) + 1))
    _crop_windows(random_crop, [draw_scene("random_crop", distinct(height, width, 3, seed), [size])])


def _crop_windows(random_crop: Any, scenes: Sequence[Scene]) -> None:
    check = _check(random_crop)
    aspects = ("values", "random")
    for scene, found in ask_all(check, scenes, aspects):
        size, image = scene.options["before"][0], scene.options["image"]
        expected = (size, size, image.shape[2])
        for value, place in zip(found["values"], _offsets(scene, found), strict=True):
            array = as_array(value)
            if array is None or array.shape != expected:
                lines = [("yours", shown(value)), ("expected", f"an array of shape {expected}")]
                check.find("shape", "wrong shape", lines, call=scene, aspects=aspects)
            elif place is None:
                lines = [
                    ("first pixel", f"{array[0, 0]}"),
                    ("expected", "neighbouring pixels as they are in the image"),
                ]
                check.find("values", "not a window of the image", lines, call=scene, aspects=aspects)
        judge_image_kept(check, scene, found, aspects)
        check.show(f"{scene.text} -> windows {expected}")
    check.finish("windows of the image")


def check_random_crop_random(random_crop: Any) -> None:
    """Every place occurs, about equally often, and all chance comes from rng."""
    _crop_places(random_crop, _CROP["random"])


def check_random_crop_random_hidden(random_crop: Any) -> None:
    """Random sizes of the image, another seed."""
    random = rng()
    height, width = (int(n) for n in random.choice([4, 5, 6], 2, replace=False))
    seed = int(random.integers(10**6))
    image = distinct(height, width, 3, seed)
    _crop_places(random_crop, [draw_scene("random_crop", image, [3], calls=500, seed=seed)])


def _crop_places(random_crop: Any, scenes: Sequence[Scene]) -> None:
    check = _check(random_crop)
    aspects = ("random", "values")
    for scene, found in ask_all(check, scenes, aspects):
        rows, columns = _offset_range(scene)
        counts = Counter(place for place in _corners(scene, found) if place is not None)
        missing = [(row, column) for row in range(rows) for column in range(columns) if (row, column) not in counts]
        even = 500 / (rows * columns)
        if not counts:
            lines = [("yours", shown(found["values"][0])), ("expected", "windows of the image")]
            check.find("shape", "no window of the image", lines, call=scene, aspects=aspects)
        elif missing:
            lines = [("never", f"a window at row {missing[0][0]}, column {missing[0][1]}")]
            lines.append(("places", f"{len(counts)} of {rows * columns} occur"))
            check.find("values", "some places never occur", lines, call=scene, aspects=aspects)
        elif max(counts.values()) > 2.5 * even or min(counts.values()) < 0.2 * even:
            lines = [("one place", f"{max(counts.values())} times"), ("expected", f"about {even:.0f} times each")]
            check.find("values", "some places are preferred", lines, call=scene, aspects=aspects)
        elif uneven(counts, rows * columns):
            (often, most), *_, (seldom, least) = counts.most_common()
            lines = [(f"a window at {list(often)}", f"{most} times"), (f"a window at {list(seldom)}", f"{least} times")]
            lines.append(("expected", f"about {even:.0f} times each"))
            check.find("values", "some places are preferred", lines, call=scene, aspects=aspects)
        judge_generator(check, scene, found, aspects)
        check.show(f"{scene.text} -> all {rows * columns} places")
    check.finish("every place occurs, by rng alone")


def check_random_crop_errors(random_crop: Any) -> None:
    """Sizes that do not fit."""
    check = _check(random_crop)
    whole = draw_scene("random_crop", CROP, [4], calls=1)
    check.accepts(whole)
    for scene, because in CROP_REFUSALS:
        check.raises(scene, ("size",), because)
    check.finish("refuses what cannot be right")


def _crop_errors(random_crop: Function) -> list[str]:
    tokens = []
    for scene, _ in CROP_REFUSALS:
        outcome = beside(probes.drawn, random_crop, scene)
        named = outcome.error is not None and names_argument(outcome.error, ("size",))
        if outcome.error is not None:
            tokens.append(f"{trouble(outcome.error)} {named}")
            continue
        array = as_array(outcome.value["values"][0])
        tokens.append(f"no error {None if array is None else array.shape}")
    return tokens


PROBES: dict[str, Probes] = {
    "random_crop": {
        "values": report_tokens(probes.drawn, _CROP["values"], _tell_crop),
        "random": report_tokens(probes.drawn, _CROP["random"], _tell_crop_random),
        "errors": _crop_errors,
    }
}
