"""How a network is treated: called in eval mode, and left as it was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks.modes import MODE, PARTS
from utils.checks.report import Check, describe
from utils.checks.scenes import Scene, ask
from utils.checks.tensors import keeps_graph
from utils.checks.torch_probes import Arrays


def modes_lines(seen: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """In which mode the network was called."""
    if not seen:
        return [("the model", "was not called")]
    modes = sorted({f"{MODE[call['train']]} mode" for call in seen})
    lines = [("the model was in", " and ".join(modes))]
    if any(call[part] != call["train"] for call in seen for part in PARTS if part in call):
        lines.append(("but its parts", "were in the other mode"))
    return lines


def left_behind(found: Mapping[str, Any], state: Arrays, images: np.ndarray, training: bool) -> list[str]:
    """In which ways a network, its images or PyTorch differ after the call."""
    left = []
    if any(mode != training for mode in found["modes"]):
        stay = "parts of it are" if any(mode == training for mode in found["modes"]) else "it is"
        left.append(f"it was in {MODE[training]} mode, and {stay} in {MODE[not training]} mode now")
    left += [
        f"{name} has other numbers" for name, array in state.items() if not np.array_equal(found["state"][name], array)
    ]
    left += ["its parameters have requires_grad False now"] if not found["learns"] else []
    left += ["PyTorch records no gradients any more"] if not found["recording"] else []
    left += ["the image has other numbers"] if not np.array_equal(found["images"], images) else []
    return left + (["the image that was passed in wants gradients now"] if found["marked"] else [])


def hooks_left(found: Mapping[str, Any]) -> list[str]:
    """What has become of hooks; empty when nothing has."""
    if found["hooks"] > 0:
        return [f"{found['hooks']} of the call's own are still there: they would run at every later call of the model"]
    return [] if found["own hooks"] and found["hooks"] == 0 else ["hooks that were there before are gone"]


def judge_manners(check: Check, scene: Scene, aspects: Sequence[str]) -> Mapping[str, Any] | None:
    """Whether the model was called in eval mode, what came back holds no graph, and all is as it was.

    The numbers are for other checks.
    """
    found = ask(check, scene, aspects)
    if found is None:
        return None
    value, arguments = found["value"], scene.required
    if not found["seen"] or any(call.get(part) for call in found["seen"] for part in PARTS):
        headline = "not in eval mode" if found["seen"] else "the model was not called"
        check.find("values", headline, modes_lines(found["seen"]), call=scene, aspects=aspects)
    elif value is None:
        check.find("values", "no answer", [("yours", describe(value))], call=scene, aspects=aspects)
    if any(map(keeps_graph, value.values() if isinstance(value, Mapping) else [value])):
        lines = [("yours", "a tensor that requires gradients"), ("expected", "a detached one: only the numbers")]
        check.find("gradient", "the answer still holds its graph", lines, call=scene, aspects=aspects)
    images = arguments["images" if "images" in arguments else "image"]
    if left := left_behind(found, arguments["state"], images, arguments["training"]):
        check.find("edge cases", "not left as it was found", [("changed", left[0])], call=scene, aspects=aspects)
    check.show(f"{scene.text} -> in eval mode, and all is as before")
    return found
