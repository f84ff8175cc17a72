"""Checks of `freeze`: a part of a network that no longer learns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from utils.checks import transfer_probes as probes
from utils.checks.fingerprints import Probes
from utils.checks.modes import MODE
from utils.checks.report import Check, rng
from utils.checks.scenes import Scene, ask, probed_check
from utils.checks.torch_probes import Arrays
from utils.checks.week08.networks import (
    changed_modes,
    changed_names,
    few,
    images_for,
    learnable,
    pretrained_state,
    random_state,
)
from utils.checks.week08.reports import report_tokens


def _check(freeze: Any) -> Check:
    return probed_check("freeze", freeze, PROBES, probes.frozen_by)


def freeze_scene(state: Arrays, part: str, *, training: bool = True, times: int = 1) -> Scene:
    """freeze(part of the model)"""
    text = f"freeze({f'model.{part}' if part else 'model'})" + (", twice" if times > 1 else "")
    options = {"state": state, "part": part, "images": images_for(state), "training": training, "times": times}
    return Scene({}, options, text=f"{text}, model in {MODE[training]} mode")


_FREEZE = {
    "values": [freeze_scene(pretrained_state(), part) for part in ("features", "", "features.block")]
    + [freeze_scene(pretrained_state(), "features", times=2)],
    "rest": [
        freeze_scene(pretrained_state(), "features"),
        freeze_scene(pretrained_state(), "features.block", training=False),
    ],
}


def _inside(scene: Scene) -> tuple[list[str], list[str]]:
    """Names of the parameters in the part that is to be frozen, and of the others."""
    part = scene.options["part"]
    names = learnable(scene.options["state"])
    inside = [name for name in names if not part or name.startswith(part + ".")]
    return inside, [name for name in names if name not in inside]


def _tell_frozen(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    inside, _ = _inside(scene)
    state = scene.options["state"]
    on = [name for name in inside if found["flags"].get(name)]
    gone = [name for name in inside if name not in found["flags"]]
    moved = [
        name for name in inside if name in found["later"] and not np.array_equal(state[name], found["later"][name])
    ]
    traces = f"{found['traces']} {found['recording']} {changed_modes(found, scene)}" if on else ""
    return [f"{on}", f"{gone}", f"{moved}", traces]


def _tell_rest(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    inside, outside = _inside(scene)
    still = [name for name in outside if not found["flags"].get(name)]
    any_frozen = any(not found["flags"].get(name, True) for name in inside)
    changed = changed_names(scene.options["state"], found["state"])
    return [f"{any_frozen} {still} {changed} {changed_modes(found, scene)} {found['recording']}"]


def _judge_frozen(check: Check, scene: Scene) -> None:
    """No parameter of the part learns."""
    aspects = ("values", "rest")
    found = ask(check, scene, aspects)
    if found is None:
        return
    inside, _ = _inside(scene)
    state, flags, later = scene.options["state"], found["flags"], found["later"]
    if gone := [name for name in inside if name not in flags]:
        lines = [("no parameters any more", few(gone)), ("expected", "the same parameters, frozen")]
        check.find("values", "parameters are gone", lines, call=scene, aspects=aspects)
    elif on := [name for name in inside if flags[name]]:
        moved = [name for name in inside if name in later and not np.array_equal(state[name], later[name])]
        lines = [("still learning", f"{len(on)} of {len(inside)} parameters: {few(on)}")]
        lines += [("three steps later", f"{len(moved)} of them have other numbers")] if moved else []
        check.find("values", "not frozen", lines, call=scene, aspects=aspects)
    elif moved := changed_names({name: state[name] for name in inside}, later):
        lines = [("three steps later", f"{few(moved)}: other numbers"), ("before that", found.get("refusal", ""))]
        check.find("values", "frozen parameters have changed", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> {len(inside)} parameters stay as they are")


def _judge_rest(check: Check, scene: Scene) -> None:
    """All that is not to be frozen is as before."""
    aspects = ("rest", "values")
    found = ask(check, scene, aspects)
    if found is None:
        return
    inside, outside = _inside(scene)
    if all(found["flags"].get(name, True) for name in inside):
        lines = [("still learning", "every parameter of the part")]
        check.find("values", "nothing was frozen", lines, call=scene, aspects=aspects)
    left = [f"{name} does not learn any more" for name in outside if not found["flags"].get(name)]
    left += [f"{name} has other numbers" for name in changed_names(scene.options["state"], found["state"])]
    training = scene.options["training"]
    left += [f"parts are in {MODE[not training]} mode now"] if changed_modes(found, scene) else []
    left += [] if found["recording"] else ["PyTorch records no gradients any more"]
    if left:
        check.find("edge cases", "more than that was changed", [("changed", left[0])], call=scene, aspects=aspects)
    check.show(f"{scene.text} -> all else is as before")


def check_freeze_values(freeze: Any) -> None:
    """A part, the whole model, a block inside of a part: none of its parameters moves in three steps of training."""
    check = _check(freeze)
    for scene in _FREEZE["values"]:
        _judge_frozen(check, scene)
    check.finish("what is frozen stays as it is")


def check_freeze_hidden(freeze: Any) -> None:
    """Random networks."""
    random = rng()
    check = _check(freeze)
    for part in ("features", "features.norm", "classifier", ""):
        _judge_frozen(check, freeze_scene(random_state(random), part, training=bool(random.integers(2))))
    check.finish()


def check_freeze_rest(freeze: Any) -> None:
    """Other parameters learn; numbers, statistics and modes are as before."""
    check = _check(freeze)
    for scene in _FREEZE["rest"]:
        _judge_rest(check, scene)
    check.finish("nothing else is changed")


PROBES: dict[str, Probes] = {
    "freeze": {
        "values": report_tokens(probes.frozen_by, _FREEZE["values"], _tell_frozen),
        "rest": report_tokens(probes.frozen_by, _FREEZE["rest"], _tell_rest),
    }
}
