"""Checks of `capture_activations`: what layers answer, caught with hooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import seeing_probes as probes
from utils.checks.fingerprints import Function, Probes, token
from utils.checks.modes import MODE, modes_token
from utils.checks.report import Check, describe, is_stub, rng, run
from utils.checks.scenes import Scene, ask, ask_all, beside, probed_check
from utils.checks.tensors import keeps_graph, plain, shown
from utils.checks.tokens import trouble
from utils.checks.torch_probes import Arrays
from utils.checks.week07.manners import hooks_left, judge_manners, left_behind, modes_lines
from utils.checks.week07.networks import noise, pixels, random_seer, seer


def _check(capture_activations: Any) -> Check:
    return probed_check("capture_activations", capture_activations, PROBES, probes.captured)


LAYERS = ("features.norm", "features.block.0", "head")
_CAPTURE = (seer(2, 5, 6), pixels(3, 2, 5, 6))


def capture_scene(
    state: Arrays, images: np.ndarray, names: Sequence[str], *, stride: int = 1, training: bool = False
) -> Scene:
    """capture_activations(model, layer_names, images)"""
    text = f"capture_activations(model in {MODE[training]} mode, {list(names)}, images {images.shape})"
    arguments = {"state": state, "names": list(names), "images": images, "stride": stride, "training": training}
    return Scene(arguments, text=text)


_CAPTURE_SCENES = {
    "values": [
        capture_scene(*_CAPTURE, LAYERS),
        capture_scene(*_CAPTURE, ("features.block", "features.conv", "features.relu", "head.1")),
        capture_scene(seer(1, 4, 4, seed=3), pixels(1, 1, 4, 4), ("features.block.1",)),
        capture_scene(*_CAPTURE, ("head", "features")),
    ],
    "mode": [capture_scene(*_CAPTURE, LAYERS, training=training) for training in (True, False)],
    "hooks": [capture_scene(*_CAPTURE, LAYERS), capture_scene(*_CAPTURE, LAYERS, training=True)],
    "errors": [capture_scene(*_CAPTURE, names) for names in (("nothing",), ("features.conv", "missing"))],
}


def _is_tensor(value: Any) -> bool:
    import torch

    return isinstance(value, torch.Tensor)


def _activation_token(value: Any, names: Sequence[str]) -> str:
    if not isinstance(value, Mapping):
        return f"no mapping: {token(plain(value))}"
    keys = sorted(map(str, value))
    same = "" if keys == sorted(names) else f"{keys} "
    kinds = "" if all(_is_tensor(part) for part in value.values()) else "not tensors "
    return same + kinds + " | ".join(token(plain(value[key])) for key in sorted(value, key=str))


def _capture_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(capture_activations: Function) -> list[str]:
        tokens = []
        for scene in _CAPTURE_SCENES[aspect]:
            outcome = beside(probes.captured, capture_activations, scene)
            if outcome.error is not None:
                tokens.append("refused" if aspect == "errors" else trouble(outcome.error))
                continue
            found, arguments = outcome.value, scene.required
            value = found["value"]
            if aspect == "values":
                tokens.append(_activation_token(value, arguments["names"]))
            elif aspect == "mode":
                graph = isinstance(value, Mapping) and any(map(keeps_graph, value.values()))
                tokens += [modes_token(found["seen"]), f"graph {graph}"]
                tokens += left_behind(found, arguments["state"], arguments["images"], arguments["training"])
            elif aspect == "hooks":
                tokens.append(f"{found['hooks']} {found['own hooks']}")
            else:
                tokens.append(f"returned {_activation_token(value, ())}")
        return tokens

    return look


def _judge_activations(check: Check, scene: Scene, aspects: Sequence[str]) -> Mapping[str, Any] | None:
    """The dictionary and its tensors; the probe's report when they are right."""
    from utils.checks import oracles_week07 as oracles

    found = ask(check, scene, aspects)
    if found is None:
        return None
    value, names = found["value"], scene.required["names"]
    if not isinstance(value, Mapping) or sorted(map(str, value)) != sorted(names):
        yours = f"a dict with {sorted(map(str, value))}" if isinstance(value, Mapping) else shown(value)
        lines = [("yours", yours), ("expected", f"a dict with {sorted(names)}")]
        check.find("shape", "wrong names", lines, call=scene, aspects=aspects)
        return None
    expected = oracles.activations(scene.required["state"], scene.required["images"], scene.required["stride"])
    for name in names:
        wanted, given = expected[name], value[name]
        if not _is_tensor(given) or tuple(given.shape) != wanted.shape:
            lines = [(name, shown(given)), ("expected", f"a tensor of shape {wanted.shape}")]
            check.find("shape", "wrong shape", lines, call=scene, aspects=aspects)
            return None
        if not _close(plain(given), wanted):
            place = tuple(int(i) for i in np.unravel_index(np.abs(plain(given) - wanted).argmax(), wanted.shape))
            lines = [(name, f"at {list(place)} yours {plain(given)[place]:.6g}, expected {wanted[place]:.6g}")]
            check.find(
                "values", "wrong activations", [*lines, *modes_lines(found["seen"])], call=scene, aspects=aspects
            )
            return None
    shapes = ", ".join(f"{name} {expected[name].shape}" for name in names)
    check.show(f"{scene.text} -> {shapes}")
    return found


def _close(array: np.ndarray, expected: np.ndarray) -> bool:
    scale = max(1.0, float(np.abs(expected).max(initial=0)))
    return array.shape == expected.shape and np.allclose(array, expected, rtol=1e-4, atol=1e-5 * scale)


def check_capture_activations_values(capture_activations: Any) -> None:
    """Maps of small integers from layers, layers inside layers and whole blocks."""
    check = _check(capture_activations)
    for scene in _CAPTURE_SCENES["values"]:
        _judge_activations(check, scene, ("values",))
    check.finish("each layer under its name")


def check_capture_activations_hidden(capture_activations: Any) -> None:
    """Random networks, images and choices of layers."""
    random = rng()
    check = _check(capture_activations)
    everything = ("features.conv", "features.norm", "features.relu", "features.block", "features.block.0", "head.1")
    for stride in (1, 2, 2):
        channels, height, width = (int(number) for number in random.integers((1, 5, 5), (4, 9, 9)))
        images = noise(random, int(random.integers(1, 5)), channels, height, width)
        names = [str(name) for name in random.permutation(everything)[: int(random.integers(2, 6))]]
        state = random_seer(random, channels, height, width, stride)
        _judge_activations(check, capture_scene(state, images, names, stride=stride), ("values",))
    check.finish("each layer under its name")


def check_capture_activations_mode(capture_activations: Any) -> None:
    """Eval mode and detached tensors, however the model was found; afterwards it is as before."""
    check = _check(capture_activations)
    for scene in _CAPTURE_SCENES["mode"]:
        judge_manners(check, scene, ("mode", "values"))
    check.finish("eval mode, detached, and all as it was")


def check_capture_activations_hooks(capture_activations: Any) -> None:
    """Afterwards no new hook is left, and those of others are still there."""
    check = _check(capture_activations)
    for scene, found in ask_all(check, _CAPTURE_SCENES["hooks"], ("values",)):
        if left := hooks_left(found):
            check.find(
                "values", "hooks are not as they were", [("hooks", left[0])], call=scene, aspects=("hooks", "values")
            )
        elif not found["seen"] or found["value"] is None:  # doing nothing leaves no hooks either
            check.find("values", "nothing was captured", [("yours", shown(found["value"]))], call=scene)
        check.show(f"{scene.text} -> no new hook is left")
    check.finish("hooks are gone")


def check_capture_activations_errors(capture_activations: Any) -> None:
    """A name that the model does not have is not passed over."""
    check = _check(capture_activations)
    for scene in _CAPTURE_SCENES["errors"]:
        outcome = run(check.function, scene) if callable(capture_activations) else None
        if outcome is not None and is_stub(outcome.error):
            check.attempt(scene)
        elif outcome is not None and outcome.error is None:
            lines = [("expected", "an error: the model has no such layer"), ("yours", shown(outcome.value["value"]))]
            check.find("errors", "no error where one is due", lines, call=scene, aspects=("errors", "values"))
        check.show(f"{scene.text} -> refused")
    _judge_works(check, capture_scene(*_CAPTURE, ("features.conv",)))
    check.finish("unknown names are refused")


def _judge_works(check: Check, scene: Scene) -> None:
    """An allowed call must not raise, else a function that refuses everything would pass."""
    found = ask(check, scene, ("values",))
    if found is not None and found["value"] is None:
        check.find("values", "no answer where one is due", [("yours", describe(None))], call=scene, aspects=("values",))


PROBES: dict[str, Probes] = {"capture_activations": {aspect: _capture_tokens(aspect) for aspect in _CAPTURE_SCENES}}
