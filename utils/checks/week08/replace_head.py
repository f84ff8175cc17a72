"""Checks of `replace_head`: a new linear layer for new classes, on a body that stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def _check(replace_head: Any) -> Check:
    return probed_check("replace_head", replace_head, PROBES, probes.reheaded)


def head_scene(state: Arrays, classes: int, *, frozen: Sequence[str] = (), training: bool = False) -> Scene:
    """replace_head(model, classes)"""
    known = len(state["classifier.weight"])
    what = {(): "", ("features",): ", features frozen", ("",): ", all of it frozen"}[tuple(frozen)]
    text = f"replace_head(model of {known} classes in {MODE[training]} mode{what}, {classes})"
    options = {"state": state, "classes": classes, "images": images_for(state), "frozen": list(frozen)}
    return Scene({}, {**options, "training": training}, text=text)


_HEAD = {
    "shape": [head_scene(pretrained_state(), classes) for classes in (3, 7, 1)],
    "learns": [
        head_scene(pretrained_state(), 3, frozen=[""]),
        head_scene(pretrained_state(), 6, frozen=["features"], training=True),
    ],
    "body": [head_scene(pretrained_state(), 3, frozen=["features"], training=True), head_scene(pretrained_state(), 5)],
}


def _straight(line: Sequence[np.ndarray]) -> bool:
    """Whether a head is linear: what 2 f adds to the answer at 0 is twice what f adds."""
    start, once, twice = line
    return bool(np.allclose(twice - start, 2 * (once - start), atol=1e-4))


def _head_arrays(arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: array for name, array in arrays.items() if name.startswith("classifier.")}


def _old_rows(scene: Scene, found: Mapping[str, Any]) -> bool:
    """Whether the new head has rows of the old one."""
    old = scene.options["state"]["classifier.weight"]
    new = [array for array in _head_arrays(found["state"]).values() if array.ndim == 2]
    rows = [row for array in new if array.shape[1] == old.shape[1] for row in array]
    return any(np.allclose(row, other) for row in rows for other in old)


def _body_changes(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    """What has become of all that is not the head."""
    state, frozen = scene.options["state"], tuple(scene.options["frozen"])
    body = {name: array for name, array in state.items() if not name.startswith("classifier.")}
    changes = [f"{name} has other numbers" for name in changed_names(body, found["state"])]
    for name in learnable(body):
        wanted = not name.startswith(frozen) if frozen else True
        if found["flags"].get(name, wanted) != wanted:
            changes.append(f"{name} {'was frozen and learns now' if not wanted else 'does not learn any more'}")
    training = scene.options["training"]
    changes += [f"parts are in {MODE[not training]} mode now"] if changed_modes(found, scene, "classifier") else []
    return changes + ([] if found["recording"] else ["PyTorch records no gradients any more"])


def _tell_logits(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    logits = found["logits"]
    if logits is None:
        return [f"{found['refusal']} {found['extra']}"]
    bounds = [] if _straight(found["line"]) else [logits.min() >= 0, logits.max() <= 1, logits.max() <= 0]
    sums = bounds and [bool(np.allclose(table.sum(axis=1), 1)) for table in (logits, np.exp(logits))]
    extra = "" if logits.shape[-1] == scene.options["classes"] else found["extra"]
    return [f"{logits.shape} {list(map(bool, bounds))} {sums} {extra}"]


def _tell_learning(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    heads, learns = _head_arrays(found["state"]), _head_flags(found)
    moved = [not np.array_equal(array, found["later"].get(name, array)) for name, array in heads.items()]
    works = found["logits"] is not None  # else nothing moves, whatever the head is
    return [f"{sorted(set(learns.values()))} {sorted(set(moved))} {_old_rows(scene, found)} {works}"]


def _tell_body(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    body = sorted(name for name in found["flags"] if not name.startswith("classifier"))
    replaced = bool(changed_names(_head_arrays(scene.options["state"]), found["state"]))
    return [f"{_body_changes(scene, found)} {body} {replaced} {sorted(set(_head_flags(found).values()))}"]


def _head_flags(found: Mapping[str, Any]) -> dict[str, bool]:
    return {name: learns for name, learns in found["flags"].items() if name.startswith("classifier.")}


def _judge_logits(check: Check, scene: Scene) -> None:
    """Logits of the new classes, by a linear layer."""
    aspects = ("shape", "learns", "body")
    found = ask(check, scene, aspects)
    if found is None:
        return
    expected = (len(scene.options["images"]), scene.options["classes"])
    if found["logits"] is None:
        lines = [("model(images) raised", found["refusal"])]
        check.find("shape", "the model cannot be called any more", lines, call=scene, aspects=aspects)
    elif found["logits"].shape != expected:
        lines = [("model(images)", f"shape {found['logits'].shape}, expected {expected}")]
        check.find("shape", "wrong shape", lines, call=scene, aspects=aspects)
    elif not _straight(found["line"]):
        lines = [("the head", "is not linear: its answer to 2 f is not what f lets expect"), ("expected", "logits")]
        check.find("values", "the head is more than a linear layer", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> model(images) of shape {expected}")


def _judge_learning(check: Check, scene: Scene) -> None:
    """The head is new, and learns."""
    aspects = ("learns", "shape", "body")
    found = ask(check, scene, aspects)
    if found is None:
        return
    heads = _head_arrays(found["state"])
    learning = _head_flags(found)
    old = {name: array for name, array in _head_arrays(scene.options["state"]).items() if name in heads}
    if not heads or _old_rows(scene, found) or (old and not changed_names(old, heads)):
        lines = [("the head", "has numbers of the old one" if heads else "has no parameters")]
        check.find("values", "the head is not a new one", lines, call=scene, aspects=aspects)
    elif not all(learning.values()):
        frozen = few(name for name, flag in learning.items() if not flag)
        lines = [("frozen", frozen), ("expected", "the head is what is to learn")]
        check.find("values", "the new head does not learn", lines, call=scene, aspects=aspects)
    elif stuck := [
        name for name in heads if name not in found["later"] or name not in changed_names(heads, found["later"])
    ]:
        lines = [("three steps later", f"{few(stuck)}: the same numbers"), ("PyTorch says", found["refusal"] or "-")]
        check.find("values", "the new head does not learn", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> the head is new and learns")


def _judge_body(check: Check, scene: Scene) -> None:
    """The body is as before."""
    aspects = ("body", "learns", "shape")
    found = ask(check, scene, aspects)
    if found is None:
        return
    old, new = _head_arrays(scene.options["state"]), _head_arrays(found["state"])
    if not changed_names(old, new) and len(old) == len(new):
        lines = [("model.classifier", "is the old head")]
        check.find("values", "nothing was replaced", lines, call=scene, aspects=aspects)
    if changes := _body_changes(scene, found):
        check.find("edge cases", "the body was changed", [("changed", changes[0])], call=scene, aspects=aspects)
    check.show(f"{scene.text} -> the body is as before")


def check_replace_head_shape(replace_head: Any) -> None:
    """As many logits as there are new classes."""
    check = _check(replace_head)
    for scene in _HEAD["shape"]:
        _judge_logits(check, scene)
    check.finish("a head for the new classes")


def check_replace_head_hidden(replace_head: Any) -> None:
    """Random networks and numbers of classes."""
    random = rng()
    check = _check(replace_head)
    for _ in range(3):
        _judge_logits(check, head_scene(random_state(random), int(random.integers(2, 40))))
    check.finish()


def check_replace_head_learns(replace_head: Any) -> None:
    """New numbers, which three steps of training change, in a frozen model too."""
    check = _check(replace_head)
    for scene in _HEAD["learns"]:
        _judge_learning(check, scene)
    check.finish("the head is new and learns")


def check_replace_head_body(replace_head: Any) -> None:
    """Weights, statistics, modes and frozen parts of the body are as before."""
    check = _check(replace_head)
    for scene in _HEAD["body"]:
        _judge_body(check, scene)
    check.finish("the body is as before")


PROBES: dict[str, Probes] = {
    "replace_head": {
        "shape": report_tokens(probes.reheaded, _HEAD["shape"], _tell_logits),
        "body": report_tokens(probes.reheaded, _HEAD["body"], _tell_body),
        "learns": report_tokens(probes.reheaded, _HEAD["learns"], _tell_learning),
    }
}
