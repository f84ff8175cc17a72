"""Maps of an image, one number a place: calls for them, and how they are judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks.fingerprints import Function, token
from utils.checks.modes import MODE, modes_token
from utils.checks.report import Check, as_array
from utils.checks.scenes import Scene, ask, beside
from utils.checks.tensors import keeps_graph, plain, shown
from utils.checks.tokens import trouble
from utils.checks.torch_probes import Arrays
from utils.checks.week07.manners import hooks_left, judge_manners, left_behind
from utils.checks.week07.networks import pixels, seer


def map_scene(
    question: str,
    state: Arrays,
    image: np.ndarray,
    label: int,
    *,
    options: Mapping[str, Any] | None = None,
    stride: int = 1,
    training: bool = False,
) -> Scene:
    """saliency(model, image, label) or occlusion_map(model, image, label, patch, stride, fill)"""
    given = "".join(f", {key}={value:g}" for key, value in (options or {}).items())
    text = f"{question}(model in {MODE[training]} mode, image {image.shape}, label={label}{given})"
    arguments = {"state": state, "image": image, "label": label, "options": dict(options or {})}
    return Scene({**arguments, "stride": stride, "training": training}, text=text)


def map_tokens(prober: Function, scenes: Sequence[Scene], after: bool = False) -> Callable[[Function], list[str]]:
    """A probe of maps, or `after` that of how the network was treated."""

    def look(function: Function) -> list[str]:
        tokens = []
        for scene in scenes:
            outcome = beside(prober, function, scene)
            if outcome.error is not None:
                tokens.append(trouble(outcome.error))
            elif after:
                found, arguments = outcome.value, scene.required
                tokens += [modes_token(found["seen"]), f"graph {keeps_graph(found['value'])}", *hooks_left(found)]
                tokens += left_behind(found, arguments["state"], arguments["image"], arguments["training"])
            else:
                tokens.append(token(plain(outcome.value["value"])))
        return tokens

    return look


def judge_shape(check: Check, scene: Scene, expected: tuple[int, ...]) -> np.ndarray | None:
    """The call must return numbers of this shape; they are returned."""
    found = ask(check, scene, ("values",))
    if found is None:
        return None
    array = as_array(plain(found["value"]))
    if array is None or array.shape != expected:
        lines = [("yours", shown(found["value"])), ("expected", f"a tensor of shape {expected}")]
        check.find("shape", "wrong shape", lines, call=scene, aspects=("values", "enlarged"))
        return None
    check.show(f"{scene.text} -> shape {array.shape}")
    return array


def judge_map(check: Check, scene: Scene, expected: np.ndarray) -> None:
    """The call must return this map."""
    found = ask(check, scene, ("values",))
    if found is not None:
        check.visible = True
        check.compare(scene, plain(found["value"]), expected)


def judge_untouched(check: Check, scene: Scene) -> None:
    """Eval mode, no graph, no hooks, and everything is left as it was found."""
    found = judge_manners(check, scene, ("after", "values"))
    if found is not None and (left := hooks_left(found)):
        lines = [("hooks", left[0])]
        check.find("edge cases", "not left as it was found", lines, call=scene, aspects=("after", "values"))


SMALL_SEER = (seer(2, 5, 4, seed=12), pixels(2, 5, 4, seed=6))
