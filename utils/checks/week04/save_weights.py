"""Checks of `save_weights`: what is in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import torch_probes as probes
from utils.checks.fingerprints import Function, Probes, named_check, token
from utils.checks.modes import MODE
from utils.checks.report import Check, four_digits, rng
from utils.checks.scenes import Scene, attempt, beside
from utils.checks.tokens import trouble
from utils.checks.week04.phrases import PHRASES
from utils.checks.week04.watched import ONE, OTHER, Arrays, random_state

ASPECTS = ("file", "again", "model")


def save_scene(*states: Arrays, training: bool = True) -> Scene:
    """save_weights(model, path)"""
    again = ", twice with other weights" if len(states) > 1 else ""
    return Scene({"states": list(states), "training": training}, text=f'save_weights(model, ".../weights.pt"){again}')


def _file_fault(value: Mapping[str, Any], state: Arrays) -> tuple[str, list[tuple[str, str]]] | None:
    """What is wrong with the file that a save left: a word for the fingerprint, lines for the student."""
    if "weights.pt" not in value["files"]:
        return "no file", [("seen", f"no file at the path; in its folder: {', '.join(value['files']) or 'nothing'}")]
    data = value["data"] if isinstance(value["data"], bytes) else b""
    if value["refusal"]:
        kind = "pickled" if b"torch_probes" in data else "archive" if data.startswith(b"PK") else "other"
        return f"{kind} {value['refusal'].split(':')[0]}", [
            ("seen", "torch.load(path, weights_only=True) refuses the file"),
            ("it says", value["refusal"][:90]),
        ]
    names = value["names"]
    if names is None:
        return "no mapping", [("seen", "the file holds no state dict: names with their tensors")]
    if missing := [name for name in state if name not in names]:
        return f"only {sorted(names)}", [
            ("missing in the file", ", ".join(missing)),
            ("there are", ", ".join(names) or "none"),
        ]
    if extra := sorted(set(names) - set(state)):
        return "extra", [("in the file, but no part of the model", ", ".join(extra))]
    for name, array in state.items():
        got = value["loaded"].get(name)
        if got is None or got.shape != array.shape or not np.array_equal(got, array) or got.dtype != array.dtype:
            shown = (
                "no tensor"
                if got is None
                else f"shape {got.shape}, dtype {got.dtype}, {four_digits(got.ravel()[:3])} ..."
            )
            kind = "none" if got is None else f"{got.dtype} {token(got)}"
            return f"{name} {kind}", [
                (name, shown),
                ("expected", f"dtype {array.dtype}, {four_digits(array.ravel()[:3])} ..."),
            ]
        if name.encode() not in data or array.tobytes() not in data:
            return f"{name} not in the file", [(name, "its numbers are not in the file")]
    return None


def _save_tokens(*states: Arrays) -> Callable[[Function], list[str]]:
    def look(save_weights: Function) -> list[str]:
        outcome = beside(probes.saved, save_weights, save_scene(*states))
        if outcome.error is not None:
            first = beside(probes.saved, save_weights, save_scene(states[-1]))
            older = len(states) > 1 and first.error is None
            return ["stopped by an older file" if older else trouble(outcome.error, PHRASES)]
        fault = _file_fault(outcome.value, states[-1])
        return [
            f"{fault[0]}; {outcome.value['files']}, {outcome.value['data'].count(b'dense.bias')}" if fault else "fine"
        ]

    return look


def _saved_model_tokens(save_weights: Function) -> list[str]:
    tokens = []
    for training in (True, False):
        outcome = beside(probes.saved, save_weights, save_scene(ONE, training=training))
        tokens.append(
            trouble(outcome.error, PHRASES)
            if outcome.error is not None
            else _changed_by_saving(outcome.value, training)
        )
    return tokens


def _changed_by_saving(value: Mapping[str, Any], training: bool) -> str:
    if any(mode != training for mode in value["modes"]):
        return f"left in {MODE[not training]} mode"
    changed = [
        name
        for name, array in ONE.items()
        if value["state"][name].dtype != array.dtype or not np.array_equal(array, value["state"][name])
    ]
    return ", ".join(changed) or "fine"


def _judge_file(check: Check, save_weights: Any, scene: Scene, aspects: Sequence[str]) -> Mapping[str, Any] | None:
    value = attempt(check, probes.saved, save_weights, scene, aspects)
    if value is None:
        return None
    state = scene.required["states"][-1]
    if fault := _file_fault(value, state):
        check.find("values", "not the state dict of the model", fault[1], call=scene, aspects=aspects)
        return None
    check.show(f"{scene.text} -> {len(value['data']):,} bytes, {len(state)} tensors")
    return value


def check_save_weights_file(save_weights: Any) -> None:
    """The file holds the state dict: all names, all numbers, nothing else; the model stays as it was."""
    check = named_check("save_weights", save_weights, PROBES)
    for training in (True, False):
        value = _judge_file(check, save_weights, save_scene(ONE, training=training), ASPECTS)
        if value is not None and (changed := _changed_by_saving(value, training)) != "fine":
            lines = [("changed", changed)]
            check.find("edge cases", "saving changed the model", lines, aspects=("model", *ASPECTS))
    check.finish("a state dict")


def check_save_weights_hidden(save_weights: Any) -> None:
    """Random weights, saved over an older file."""
    random = rng()
    check = named_check("save_weights", save_weights, PROBES)
    features, classes = (int(number) for number in random.integers(2, 6, 2))
    states = [random_state(random, features, classes) for _ in range(2)]
    _judge_file(check, save_weights, save_scene(states[0]), ASPECTS)
    _judge_file(check, save_weights, save_scene(*states), ("again", *ASPECTS))
    check.finish("the newest weights are in the file")


PROBES: dict[str, Probes] = {
    "save_weights": {"file": _save_tokens(ONE), "again": _save_tokens(OTHER, ONE), "model": _saved_model_tokens}
}
