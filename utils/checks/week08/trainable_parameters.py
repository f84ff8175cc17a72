"""Checks of `trainable_parameters`: how many numbers still learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from utils.checks import transfer_probes as probes
from utils.checks.fingerprints import Probes, token
from utils.checks.report import Check, as_integer, describe, rng
from utils.checks.scenes import Scene, ask, probed_check
from utils.checks.torch_probes import Arrays
from utils.checks.week08.networks import pretrained_state, random_state
from utils.checks.week08.reports import report_tokens


def _check(trainable_parameters: Any) -> Check:
    return probed_check("trainable_parameters", trainable_parameters, PROBES, probes.counted)


def count_scene(state: Arrays, *, frozen: Sequence[str] = (), tied: bool = False) -> Scene:
    """trainable_parameters(model)"""
    which = ", ".join(frozen) or ("all of it" if frozen else "nothing")
    text = f"trainable_parameters(model{', two layers with the same weight' if tied else ''}; frozen: {which})"
    return Scene({}, {"state": state, "frozen": list(frozen), "tied": tied}, text=text)


_COUNT = [
    count_scene(pretrained_state()),
    count_scene(pretrained_state(), frozen=["features.conv"]),
    count_scene(pretrained_state(), frozen=["features", "gain"]),
    count_scene(pretrained_state(tied=True), tied=True),
    count_scene(pretrained_state(), frozen=[""]),
    count_scene(pretrained_state() | {"gain": pretrained_state()["features.norm.weight"]}),  # equal, not shared
]


def _judge_count(check: Check, scene: Scene) -> None:
    from utils.checks import oracles_week08 as oracles

    value, expected = ask(check, scene, ("values",)), oracles.count(**scene.options)
    if value is None and not check.calls:
        return
    number = as_integer(value)
    if number is None or isinstance(value, (bool, np.bool_)):
        lines = [("yours", f"{describe(value)} ({type(value).__name__})"), ("expected", "an int")]
        check.find("values", "wrong kind of answer", lines, call=scene, aspects=("values",))
    elif number != expected:
        lines = [("yours", str(number)), ("expected", str(expected))]
        check.find("values", "wrong value", lines, call=scene, aspects=("values",))
    check.show(f"{scene.text} -> {expected}")


def check_trainable_parameters_values(trainable_parameters: Any) -> None:
    """Nothing frozen, parts frozen, all frozen; a weight that two layers share counts once."""
    check = _check(trainable_parameters)
    for scene in _COUNT:
        _judge_count(check, scene)
    check.finish()


def check_trainable_parameters_hidden(trainable_parameters: Any) -> None:
    """Random networks."""
    random = rng()
    check = _check(trainable_parameters)
    for frozen in ([], ["features.norm"], ["gain", "features.block.0"], ["classifier.bias"]):
        tied = bool(random.integers(2))
        _judge_count(check, count_scene(random_state(random, tied), frozen=frozen, tied=tied))
    check.finish()


PROBES: dict[str, Probes] = {
    "trainable_parameters": {"values": report_tokens(probes.counted, _COUNT, lambda scene, value: [token(value)])}
}
