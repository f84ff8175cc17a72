"""Checks of `parameter_groups`: one learning rate for the head, another for the body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import transfer_probes as probes
from utils.checks.fingerprints import Probes
from utils.checks.report import Check, rng
from utils.checks.scenes import Scene, ask_all, probed_check
from utils.checks.torch_probes import Arrays
from utils.checks.week08.networks import few, learnable, pretrained_state, random_state
from utils.checks.week08.reports import report_tokens


def _check(parameter_groups: Any) -> Check:
    return probed_check("parameter_groups", parameter_groups, PROBES, probes.grouped)


def groups_scene(
    state: Arrays,
    head_lr: float,
    body_lr: float,
    *,
    frozen: Sequence[str] = (),
    tied: bool = False,
    head_first: bool = False,
    both: bool = False,
    namesake: bool = False,
) -> Scene:
    """parameter_groups(model, head_lr, body_lr)"""
    what = [f"frozen: {', '.join(frozen)}"] if frozen else []
    what += ["two layers with the same weight"] if tied else []
    what += ["head and body share a parameter"] if both else []
    what += ["the head defined before the body"] if head_first else []
    what += [f"{NAMESAKE} in the body"] if namesake else []
    text = f"parameter_groups(model{' (' + '; '.join(what) + ')' if what else ''}, {head_lr:g}, {body_lr:g})"
    options = {"state": state, "head_lr": head_lr, "body_lr": body_lr, "frozen": list(frozen), "tied": tied}
    return Scene({}, {**options, "head_first": head_first, "both": both, "namesake": namesake}, text=text)


NAMESAKE = "auxiliary.classifier"
_SQUARE = pretrained_state(classes=3)
_EQUAL = {**_SQUARE, "classifier.bias": _SQUARE["features.norm.bias"]}  # equal numbers, and yet two parameters
_GROUPS = {
    "values": [
        groups_scene(pretrained_state(), 0.5, 0.25),
        groups_scene(pretrained_state(), 0.125, 2.0, head_first=True),
        groups_scene(_EQUAL, 0.5, 0.25, namesake=True),
    ],
    "once": [
        groups_scene(pretrained_state(tied=True), 0.5, 0.25, tied=True),
        groups_scene(_SQUARE, 0.5, 0.25, both=True),
    ],
    "frozen": [
        groups_scene(pretrained_state(), 0.5, 0.25, frozen=["features.conv", "features.norm"]),
        groups_scene(pretrained_state(), 0.5, 0.25, frozen=["features", "gain"]),
        groups_scene(pretrained_state(), 0.5, 0.25, frozen=["classifier.bias"]),
    ],
}


def _tell_groups(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    both = scene.options["both"]
    given = sorted(str(name) if both else f"{name}: {lr:g}" for name, lr in found["given"])
    keys = found["keys"] if not given or probes.UNSET_LR in dict(found["given"]).values() else []
    frozen = sorted(name for name, learns in found["flags"].items() if not learns)
    return [f"{given}", found["refusal"].partition(":")[0], f"{frozen}", f"{keys}"]


def _wanted_groups(scene: Scene) -> dict[str, float]:
    """The learning rate of each parameter that learns."""
    options = scene.options
    names = [*learnable(options["state"])]
    names += [f"{NAMESAKE}.{part}" for part in ("weight", "bias") if options["namesake"]]
    names = [name for name in names if not name.startswith(tuple(options["frozen"]))]
    names = [name for name in names if not (options["tied"] and name == "features.block.2.weight")]
    if options["both"]:
        names.remove("classifier.bias")
    return {n: options["head_lr"] if n.startswith("classifier.") else options["body_lr"] for n in names}


def _grouped(
    check: Check, scenes: Sequence[Scene], aspects: Sequence[str]
) -> Iterator[tuple[Scene, Mapping[str, Any]]]:
    """Each scene in which there are groups at all, with the probe's report."""
    for scene, found in ask_all(check, scenes, aspects):
        if found["given"]:
            yield scene, found
            continue
        lines = [("an optimizer says", found["refusal"] or "there is no parameter in it")]
        lines.append(("expected", "a list of dicts with params and lr"))
        check.find("values", "no groups for an optimizer", lines, call=scene, aspects=aspects)


def check_parameter_groups_values(parameter_groups: Any) -> None:
    """Every parameter has the learning rate of its part."""
    _rates("values", parameter_groups, _GROUPS["values"])


def check_parameter_groups_hidden(parameter_groups: Any) -> None:
    """Random networks and learning rates."""
    random = rng()
    scenes = []
    for head_first in (False, True):
        head_lr, body_lr = (float(lr) for lr in random.choice([0.5, 0.25, 0.01, 0.002, 3e-4], 2, replace=False))
        scenes.append(groups_scene(random_state(random), head_lr, body_lr, head_first=head_first))
    _rates("values", parameter_groups, scenes)


def _rates(aspect: str, parameter_groups: Any, scenes: Sequence[Scene]) -> None:
    check = _check(parameter_groups)
    aspects = (aspect, "once", "frozen")
    for scene, found in _grouped(check, scenes, aspects):
        wanted, given = _wanted_groups(scene), dict(found["given"])
        missing = [name for name in wanted if name not in given]
        other = [name for name in wanted if name in given and not np.isclose(given[name], wanted[name])]
        if found["refusal"]:
            lines = [("an optimizer says", found["refusal"])]
            check.find("values", "no groups for an optimizer", lines, call=scene, aspects=aspects)
        elif missing:
            lines = [("in no group", f"{len(missing)} of {len(wanted)} parameters: {few(missing)}")]
            check.find("values", "parameters are missing", lines, call=scene, aspects=aspects)
        elif other:
            rate = given[other[0]]
            yours = "no lr of its own" if rate == probes.UNSET_LR else f"lr {rate:g}"
            lines = [(other[0], f"{yours}, expected lr {wanted[other[0]]:g}")]
            check.find("values", "wrong learning rates", lines, call=scene, aspects=aspects)
        elif not all(found["flags"].values()):
            lines = [("changed", "parameters do not learn any more")]
            check.find("edge cases", "the model was changed", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> {len(wanted)} parameters with the right lr")
    check.finish("every parameter with the learning rate of its part")


def check_parameter_groups_once(parameter_groups: Any) -> None:
    """A parameter that two layers share is in one group, once."""
    check = _check(parameter_groups)
    aspects = ("once", "values", "frozen")
    for scene, found in _grouped(check, _GROUPS["once"], aspects):
        counts = Counter(name for name, _ in found["given"])
        if twice := [name for name, count in counts.items() if count > 1]:
            lines = [("more than once", few(twice))]
            lines += [("an optimizer says", found["refusal"])] if found["refusal"] else []
            check.find("values", "a parameter is there twice", lines, call=scene, aspects=aspects)
        shared = "gain" if scene.options["both"] else "features.block.0.weight"
        if shared not in counts:
            lines = [("in no group", f"{shared}, which two layers share")]
            check.find("values", "parameters are missing", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> each parameter once")
    check.finish("shared parameters are there once")


def check_parameter_groups_frozen(parameter_groups: Any) -> None:
    """Frozen parameters are in no group, and stay frozen."""
    check = _check(parameter_groups)
    aspects = ("frozen", "values", "once")
    for scene, found in _grouped(check, _GROUPS["frozen"], aspects):
        frozen = tuple(scene.options["frozen"])
        given = {name for name, _ in found["given"]}
        if extra := [name for name in given if name.startswith(frozen)]:
            lines = [("frozen, but in a group", few(extra))]
            check.find("values", "frozen parameters are in a group", lines, call=scene, aspects=aspects)
        elif not any(name.startswith("classifier.") for name in given):
            lines = [("in no group", "what learns in the head")]
            check.find("values", "parameters are missing", lines, call=scene, aspects=aspects)
        if woken := [name for name, learns in found["flags"].items() if learns and name.startswith(frozen)]:
            lines = [("learns again", few(woken))]
            check.find("edge cases", "the model was changed", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> only what learns")
    check.finish("frozen parameters are left out")


PROBES: dict[str, Probes] = {
    "parameter_groups": {
        aspect: report_tokens(probes.grouped, scenes, _tell_groups) for aspect, scenes in _GROUPS.items()
    }
}
