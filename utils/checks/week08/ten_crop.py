"""Checks of `ten_crop`: four corners, the centre, and their mirror images."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.fingerprints import NOTHING, Function, Probes, call_probes, named_check
from utils.checks.report import Call, Check, Refusal, as_array, describe, judge_refusals, rng, run
from utils.checks.tokens import refusal_tokens
from utils.checks.week08.draws import distinct


def ten_call(image: np.ndarray, size: int) -> Call:
    """ten_crop(image, size)"""
    return Call({"image": image, "size": size})


TEN_CALLS = [
    ten_call(distinct(4, 4, 1, seed=6), 2),
    ten_call(distinct(9, 7, 2, seed=7), 5),
    ten_call(distinct(6, 4, 3, seed=8), 2),
    ten_call(distinct(3, 3, 2, seed=9), 3),
]
TEN_MORE = [ten_call(distinct(7, 8, 2, seed=10) / 4 - 9, 4), ten_call(distinct(6, 5, 1, seed=11), 5)]
TEN_REFUSALS: list[Refusal] = [
    (ten_call(distinct(4, 6, 2), 5), ("size",), "the image is 4 x 6"),
    (ten_call(distinct(6, 4, 2), 5), ("size",), "the image is 6 x 4"),
    (ten_call(distinct(4, 6, 2), 7), ("size",), "the image is 4 x 6"),
    (ten_call(distinct(4, 6, 2), 0), ("size",), "a side is at least 1"),
    (ten_call(distinct(4, 6, 2), -2), ("size",), "a side is at least 1"),
]


def _any_order(ten_crop: Function) -> Function:
    """The crops in an order that depends on nothing but their numbers."""

    def function(*arguments: Any) -> Any:
        array = as_array(ten_crop(*arguments))
        if array is None or array.ndim < 2:
            return array
        flat = array.reshape(len(array), -1)
        return array[np.lexsort(flat.T[::-1])] if flat.size else array

    return function


def _centre_tokens(ten_crop: Function) -> list[str]:
    """Which crops are missing where margins are odd or numbers are fractions."""
    from utils.checks import oracles_week08 as oracles

    tokens = []
    for call in TEN_MORE:
        array = as_array(run(ten_crop, call).value)
        image, size = call.required.values()
        if array is None or array.shape != (10, size, size, image.shape[2]):
            tokens.append(NOTHING + "no crops")
            continue
        named = oracles.ten_crops(image, size)
        tokens.append(", ".join(n for n, crops in named if not any(np.allclose(a, c) for a in array for c in crops)))
    return tokens


def _judge_crops(check: Check, call: Call) -> None:
    """All ten are there, in any order."""
    from utils.checks import oracles_week08 as oracles

    aspects = ("values", "centre", "mutation")
    outcome = check.attempt(call)
    if outcome is None:
        return
    array = as_array(outcome.value)
    image, size = call.required.values()
    if array is None or array.ndim != 4 or array.shape[1:] != (size, size, image.shape[2]):
        lines = [("yours", describe(outcome.value)), ("expected", f"shape {(10, size, size, image.shape[2])}")]
        check.find("shape", "wrong shape", lines, call=call, aspects=aspects)
        return
    left = list(array)
    missing = []
    for name, crops in oracles.ten_crops(image, size):
        place = next((i for i, one in enumerate(left) if any(np.allclose(one, crop) for crop in crops)), None)
        if place is None:
            missing.append(name)
        else:
            left.pop(place)
    if missing:
        lines = [("not among yours", ", ".join(missing[:5]) + (" ..." if len(missing) > 5 else ""))]
        check.find("values", "crops are missing", lines, call=call, aspects=aspects)
    elif left:
        lines = [("yours", f"{len(array)} crops, {len(left)} too many")]
        check.find("values", "there are more than ten", lines, call=call, aspects=aspects)
    check.show(f"{call.describe('ten_crop')} -> all ten")


def check_ten_crop_shape(ten_crop: Any) -> None:
    """Ten crops of the right size."""
    check = named_check("ten_crop", ten_crop, PROBES, visible=True)
    for call in TEN_CALLS:
        image, size = call.required.values()
        check.shape(call, (10, size, size, image.shape[2]))
    check.finish("ten crops")


def check_ten_crop_values(ten_crop: Any) -> None:
    """Corners, centre, and their mirror images; odd margins, fractions and negative numbers too."""
    check = named_check("ten_crop", ten_crop, PROBES)
    for call in (*TEN_CALLS, *TEN_MORE):
        _judge_crops(check, call)
    check.finish("corners, centre and mirror images")


def check_ten_crop_hidden(ten_crop: Any) -> None:
    """Random images."""
    random = rng()
    check = named_check("ten_crop", ten_crop, PROBES)
    for channels in (1, 3, 3):
        size, down, right, seed = (int(n) for n in random.integers((2, 1, 1, 0), (6, 7, 7, 10**6)))
        _judge_crops(check, ten_call(distinct(size + down, size + right, channels, seed), size))
    check.finish()


def check_ten_crop_errors(ten_crop: Any) -> None:
    """Sizes that do not fit."""
    judge_refusals(
        named_check("ten_crop", ten_crop, PROBES, visible=True), TEN_REFUSALS, ten_call(distinct(4, 6, 2), 4)
    )


PROBES: dict[str, Probes] = {
    "ten_crop": {
        "values": lambda answer: call_probes(TEN_CALLS)["values"](_any_order(answer)),
        "centre": _centre_tokens,
        "mutation": call_probes(TEN_CALLS)["mutation"],
        "errors": refusal_tokens(TEN_REFUSALS),
    }
}
