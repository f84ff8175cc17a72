"""Checks of `load_weights`: the weights of the file, and files that must be refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from utils.checks import torch_probes as probes
from utils.checks.fingerprints import Function, Probes, named_check, token
from utils.checks.report import four_digits, rng
from utils.checks.scenes import Scene, attempt, beside
from utils.checks.tokens import trouble
from utils.checks.week04.phrases import PHRASES
from utils.checks.week04.watched import ONE, OTHER, Arrays, random_state

ASPECTS = ("weights", "trap", "refusals")


def load_scene(content: Arrays, state: Arrays, *, training: bool = True, what: str = "") -> Scene:
    """load_weights(model, path)"""
    text = 'load_weights(model, ".../weights.pt")' + (f", a file {what}" if what else "")
    return Scene({"content": content, "state": state, "training": training}, text=text)


def _without(state: Arrays, name: str) -> Arrays:
    return {key: array for key, array in state.items() if key != name}


MISFITS = [
    ("without dense.bias", _without(OTHER, "dense.bias")),
    ("without the running mean", _without(OTHER, "norm.running_mean")),
    ("with a tensor that the model does not have", {**OTHER, "head.weight": np.ones((2, 2), np.float32)}),
    ("with dense.weight of another shape", {**OTHER, "dense.weight": np.ones((3, 3), np.float32)}),
    ("with dense.weight transposed", {**OTHER, "dense.weight": np.ascontiguousarray(OTHER["dense.weight"].T)}),
    ("with a single row for dense.weight", {**OTHER, "dense.weight": OTHER["dense.weight"][:1].copy()}),
    ("with other names", {f"module.{name}": array for name, array in OTHER.items()}),
]


def _weights_fault(value: Mapping[str, Any], content: Arrays) -> tuple[str, list[tuple[str, str]]] | None:
    if value["error"]:
        return f"raised {value['error'].split(':')[0]}", [("it raised", value["error"][:90])]
    for name, array in content.items():
        got = value["state"].get(name)
        if got is None or got.shape != array.shape or not np.array_equal(got, array):
            shown = "missing" if got is None else f"{four_digits(got.ravel()[:4])} ..."
            return f"{name} {token(got)}", [(name, f"{shown}, in the file {four_digits(array.ravel()[:4])} ...")]
    return None if value["learns"] else ("frozen", [("seen", "its parameters have requires_grad False now")])


def _load_tokens(load_weights: Function) -> list[str]:
    tokens = []
    for scene in _load_scenes():
        outcome = beside(probes.loaded, load_weights, scene)
        if outcome.error is not None:
            tokens.append(trouble(outcome.error, PHRASES))
        elif fault := _weights_fault(outcome.value, scene.required["content"]):
            value, state = outcome.value["value"], outcome.value["state"]
            kind = "none" if value is None else "a mapping" if isinstance(value, Mapping) else "something"
            tokens += [fault[0], kind, *(token(state[name]) for name in sorted(state))]
        else:
            tokens.append("fine")
    return tokens


def _load_scenes() -> list[Scene]:
    turned = dict(reversed(OTHER.items()))
    return [load_scene(OTHER, ONE), load_scene(ONE, OTHER), load_scene(turned, ONE, what="in another order")]


def _refusal_tokens(load_weights: Function) -> list[str]:
    outcomes = [beside(probes.loaded, load_weights, load_scene(content, ONE)) for _, content in MISFITS]
    return [trouble(o.error, PHRASES) if o.error is not None else str(bool(o.value["error"])) for o in outcomes]


def _trap_tokens(load_weights: Function) -> list[str]:
    outcomes = [beside(probes.load_trapped, load_weights, _trap_scene(older)) for older in (False, True)]
    return [
        trouble(o.error, PHRASES) if o.error is not None else f"{o.value['sprung']} {bool(o.value['error'])}"
        for o in outcomes
    ]


def _trap_scene(older: bool) -> Scene:
    text = 'load_weights(model, ".../weights.pt"), a file that brings code' + (", PyTorch before 2.6" if older else "")
    return Scene({"state": ONE, "older": older}, text=text)


def check_load_weights_values(load_weights: Any) -> None:
    """All parameters and running statistics of the file are in the model."""
    check = named_check("load_weights", load_weights, PROBES)
    for scene in _load_scenes():
        content = scene.required["content"]
        value = attempt(check, probes.loaded, load_weights, scene, ASPECTS)
        if value is not None and (fault := _weights_fault(value, content)):
            check.find(
                "values", "the model does not have the weights of the file", fault[1], call=scene, aspects=ASPECTS
            )
        check.show(f"{scene.text} -> {len(content)} tensors as in the file")
    check.finish("the weights are back")


def check_load_weights_values_hidden(load_weights: Any) -> None:
    """Random weights of random sizes."""
    random = rng()
    check = named_check("load_weights", load_weights, PROBES)
    for training in (True, False):
        features, classes = (int(number) for number in random.integers(2, 6, 2))
        content, state = (random_state(random, features, classes) for _ in range(2))
        scene = load_scene(content, state, training=training)
        value = attempt(check, probes.loaded, load_weights, scene, ASPECTS)
        if value is not None and (fault := _weights_fault(value, content)):
            check.find(
                "values", "the model does not have the weights of the file", fault[1], call=scene, aspects=ASPECTS
            )
    check.finish("the weights are back")


def check_load_weights_safety(load_weights: Any) -> None:
    """No code of the file is run, and a file that does not fit is refused."""
    check = named_check("load_weights", load_weights, PROBES)
    for older in (False, True):
        scene = _trap_scene(older)
        value = attempt(check, probes.load_trapped, load_weights, scene, ("trap", *ASPECTS))
        if value is not None and value["sprung"]:
            lines = [("seen", "code from the file was run")]
            check.find("values", "the file was trusted", lines, call=scene, aspects=("trap", *ASPECTS))
        elif value is not None and not value["error"]:
            lines = [("expected", "an error: the file holds more than tensors"), ("yours", "no error")]
            check.find("values", "a bad file passes in silence", lines, call=scene, aspects=("trap", *ASPECTS))
        check.show(f"{scene.text} -> refused, nothing was run")
    for what, content in MISFITS:
        scene = load_scene(content, ONE, what=what)
        value = attempt(check, probes.loaded, load_weights, scene, ASPECTS)
        if value is not None and not value["error"]:
            lines = [("expected", "an error, such as load_state_dict's own"), ("yours", "no error")]
            check.find("errors", "a file that does not fit passes in silence", lines, call=scene, aspects=ASPECTS)
        check.show(f"{scene.text} -> refused")
    scene = load_scene(OTHER, ONE)
    value = attempt(check, probes.loaded, load_weights, scene, ASPECTS)
    if value is not None and value["error"]:  # else a function that refuses everything would pass
        lines = [("expected", "no error, this file fits"), ("yours", value["error"][:90])]
        check.find("edge cases", "refuses what is allowed", lines, call=scene, aspects=ASPECTS)
    check.finish("only tensors that fit are taken")


PROBES: dict[str, Probes] = {
    "load_weights": {"weights": _load_tokens, "trap": _trap_tokens, "refusals": _refusal_tokens}
}
