"""Checks of week 7, what a CNN sees: activations, attribution maps, an embedding and how pure its neighbourhoods are.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. The networks are
made where the student's code runs (`utils.checks.seeing_probes`); their activations and maps are computed here, by an
independent oracle. Functions that end in `_hidden` draw their cases from `rng()`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import seeing_probes as probes
from utils.checks.fingerprints import NOTHING, Probes, call_probes, name_idea, token
from utils.checks.probe import probe
from utils.checks.report import Call, Check, as_array, describe, rng, run
from utils.checks.week01 import Refusal, integers
from utils.checks.week04 import MODE, Scene, as_number, plain

Function = Callable[..., Any]
Arrays = dict[str, np.ndarray]
CLASSES = 3
GROUPS, MEMBERS, FEATURES, APART = 8, 12, 64, 0.9
PARTS = ("train", "norm train", "drop train")


def _check(question: str, answer: Any, function: Any = None) -> Check:
    """A check of `answer`; `function` is what is called in its place."""

    def look_up(aspects: Sequence[str]) -> Any:
        return name_idea(question, answer, PROBES[question], aspects)

    return Check(question, function if callable(answer) and function else answer, name_idea=look_up)


def _beside(prober: Function, answer: Any) -> Function:
    """One of `seeing_probes`, to be called where the student's answer lives."""
    return functools.partial(probe, prober, answer)


def _scene_check(question: str, prober: Function, answer: Any) -> Check:
    return _check(question, answer, _beside(prober, answer))


def _found(check: Check, scene: Scene, aspects: Sequence[str]) -> Mapping[str, Any] | None:
    """What the probe reports; None when the student's code raised, which is then a finding."""
    if not callable(check.function):
        return None
    outcome = run(check.function, scene)
    if outcome.error is None or isinstance(outcome.error, NotImplementedError):
        found = check.attempt(scene) if outcome.error is not None else outcome
        check.calls += outcome.error is None
        return None if found is None else found.value
    lines = [("it raised", f"{type(outcome.error).__name__}: {' '.join(str(outcome.error).split())}"[:160])]
    check.find("values", "stopped by an exception", lines, call=scene, aspects=aspects)
    return None


def _trouble(error: BaseException) -> str:
    return NOTHING + next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")


def _holds_graph(value: Any) -> bool:
    import torch

    return isinstance(value, torch.Tensor) and bool(value.requires_grad)


def _is_tensor(value: Any) -> bool:
    import torch

    return isinstance(value, torch.Tensor)


def _shown(value: Any) -> str:
    if not _is_tensor(value):
        return describe(value)
    return f"a tensor of shape {tuple(value.shape)} and dtype {str(value.dtype).removeprefix('torch.')}"


def _how(seen: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """In which mode the network was called."""
    if not seen:
        return [("the model", "was not called")]
    modes = sorted({f"{MODE[call['train']]} mode" for call in seen})
    lines = [("the model was in", " and ".join(modes))]
    if any(call[part] != call["train"] for call in seen for part in PARTS if part in call):
        lines.append(("but its parts", "were in the other mode"))
    return lines


def _left_behind(found: Mapping[str, Any], state: Arrays, images: np.ndarray, training: bool) -> list[str]:
    """In which ways a network, its images or PyTorch differ after the call."""
    left = []
    if any(mode != training for mode in found["modes"]):
        stay = "parts of it are" if any(mode == training for mode in found["modes"]) else "it is"
        left.append(f"it was in {MODE[training]} mode, and {stay} in {MODE[not training]} mode now")
    left += [f"{name} has other numbers" for name, array in state.items() if _differs(found["state"][name], array)]
    left += ["its parameters have requires_grad False now"] if not found["learns"] else []
    left += ["PyTorch records no gradients any more"] if not found["recording"] else []
    left += ["the image has other numbers"] if _differs(found["images"], images) else []
    return left + (["the image that was passed in wants gradients now"] if found["marked"] else [])


def _differs(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape != other.shape or not np.array_equal(one, other)


def _judge_manners(check: Check, scene: Scene, aspects: Sequence[str]) -> Mapping[str, Any] | None:
    """Whether the model was called in eval mode, what came back holds no graph, and all is as it was.

    The numbers are for other checks.
    """
    found = _found(check, scene, aspects)
    if found is None:
        return None
    value, arguments = found["value"], scene.required
    if not found["seen"] or any(call.get(part) for call in found["seen"] for part in PARTS):
        headline = "not in eval mode" if found["seen"] else "the model was not called"
        check.find("values", headline, _how(found["seen"]), call=scene, aspects=aspects)
    elif value is None:
        check.find("values", "no answer", [("yours", describe(value))], call=scene, aspects=aspects)
    if any(map(_holds_graph, value.values() if isinstance(value, Mapping) else [value])):
        lines = [("yours", "a tensor that requires gradients"), ("expected", "a detached one: only the numbers")]
        check.find("gradient", "the answer still holds its graph", lines, call=scene, aspects=aspects)
    images = arguments["images" if "images" in arguments else "image"]
    if left := _left_behind(found, arguments["state"], images, arguments["training"]):
        check.find("edge cases", "not left as it was found", [("changed", left[0])], call=scene, aspects=aspects)
    check.show(f"{scene.text} -> in eval mode, and all is as before")
    return found


def _hooks_left(found: Mapping[str, Any]) -> list[str]:
    if found["hooks"] > 0:
        return [f"{found['hooks']} of the call's own are still there: they would run at every later call of the model"]
    return [] if found["own hooks"] and found["hooks"] == 0 else ["hooks that were there before are gone"]


# ------------------------------------------------------------------------------------------- networks


def _template(channels: int, height: int, width: int, seed: int = 1) -> Arrays:
    """Templates of small integers."""
    pixels = channels * height * width
    state = {"dense.weight": integers(CLASSES, pixels, seed=seed), "dense.bias": integers(CLASSES, seed=seed + 1)}
    return {name: array.astype(np.float32) for name, array in state.items()}


def _seer(channels: int, height: int, width: int, stride: int = 1, seed: int = 1) -> Arrays:
    """A `Seer` of small numbers for images (channels, height, width): its answers in eval mode are exact."""
    random, maps, more = np.random.default_rng(seed), 3, 4
    inputs = more * -(-height // stride) * -(-width // stride)
    state = {
        "features.conv.weight": random.integers(-1, 2, (maps, channels, 3, 3)),
        "features.conv.bias": random.integers(-2, 3, maps),
        "features.norm.weight": random.choice([-1, 1, 2], maps),
        "features.norm.bias": random.integers(-1, 4, maps) + 0.5,  # halves and quarters: no unit is exactly at zero
        "features.norm.running_mean": random.integers(-2, 3, maps),
        "features.norm.running_var": np.full(maps, 1 - 1e-5),
        "features.norm.num_batches_tracked": np.array(5),
        "features.block.0.weight": random.integers(-1, 2, (more, maps, 3, 3)),
        "features.block.0.bias": random.integers(-4, 2, more) + 0.25,
        "head.1.weight": random.integers(-2, 3, (CLASSES, inputs)),
        "head.1.bias": random.integers(-3, 4, CLASSES),
    }
    return {name: array.astype(np.int64 if "tracked" in name else np.float32) for name, array in state.items()}


def _random_seer(random: np.random.Generator, channels: int, height: int, width: int, stride: int = 1) -> Arrays:
    """A `Seer` whose activations keep their size from layer to layer."""
    maps, more, classes = (int(number) for number in random.integers((3, 3, 3), (6, 6, 6)))
    inputs = more * -(-height // stride) * -(-width // stride)
    state = {
        "features.conv.weight": random.normal(size=(maps, channels, 3, 3)) / np.sqrt(4 * channels),
        "features.conv.bias": random.normal(size=maps) / 4,
        "features.norm.weight": random.uniform(0.5, 1.5, maps) * random.choice([-1, 1], maps),
        "features.norm.bias": random.normal(size=maps) / 2,
        "features.norm.running_mean": random.normal(size=maps) / 4,
        "features.norm.running_var": random.uniform(0.5, 2, maps),
        "features.norm.num_batches_tracked": np.array(9),
        "features.block.0.weight": random.normal(size=(more, maps, 3, 3)) / np.sqrt(4 * maps),
        "features.block.0.bias": random.normal(size=more) / 4,
        "head.1.weight": random.normal(size=(classes, inputs)),
        "head.1.bias": random.normal(size=classes),
    }
    return {name: array.astype(np.int64 if "tracked" in name else np.float32) for name, array in state.items()}


def _random_case(
    random: np.random.Generator, channels: int, lowest: int, highest: int, stride: int = 1
) -> tuple[Arrays, np.ndarray, int]:
    """A random `Seer`, an image that is not square, and a label; no unit is so near to zero that rounding decides."""
    from utils.checks import oracles_week07 as oracles

    while True:
        height, width = (int(number) for number in random.choice(np.arange(lowest, highest), 2, replace=False))
        state, image = _random_seer(random, channels, height, width, stride), _noise(random, channels, height, width)
        units = oracles.activations(state, image[None], stride)
        if min(np.abs(units[name]).min() for name in ("features.norm", "features.block.0")) > 1e-5:
            return state, image, int(random.integers(len(state["head.1.bias"])))


def _pixels(*shape: int, seed: int = 5) -> np.ndarray:
    """Images of small integers."""
    return np.random.default_rng(seed).integers(-2, 4, shape).astype(np.float32)


def _noise(random: np.random.Generator, *shape: int) -> np.ndarray:
    return random.normal(size=shape).astype(np.float32)


# ------------------------------------------------------------------------------------------- capture_activations

LAYERS = ("features.norm", "features.block.0", "head")
_CAPTURE = (_seer(2, 5, 6), _pixels(3, 2, 5, 6))


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
        capture_scene(_seer(1, 4, 4, seed=3), _pixels(1, 1, 4, 4), ("features.block.1",)),
        capture_scene(*_CAPTURE, ("head", "features")),
    ],
    "mode": [capture_scene(*_CAPTURE, LAYERS, training=training) for training in (True, False)],
    "hooks": [capture_scene(*_CAPTURE, LAYERS), capture_scene(*_CAPTURE, LAYERS, training=True)],
    "errors": [capture_scene(*_CAPTURE, names) for names in (("nothing",), ("features.conv", "missing"))],
}


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
            outcome = run(_beside(probes.captured, capture_activations), scene)
            if outcome.error is not None:
                tokens.append("refused" if aspect == "errors" else _trouble(outcome.error))
                continue
            found, arguments = outcome.value, scene.required
            value = found["value"]
            if aspect == "values":
                tokens.append(_activation_token(value, arguments["names"]))
            elif aspect == "mode":
                graph = isinstance(value, Mapping) and any(map(_holds_graph, value.values()))
                tokens += [_modes_token(found["seen"]), f"graph {graph}"]
                tokens += _left_behind(found, arguments["state"], arguments["images"], arguments["training"])
            elif aspect == "hooks":
                tokens.append(f"{found['hooks']} {found['own hooks']}")
            else:
                tokens.append(f"returned {_activation_token(value, ())}")
        return tokens

    return look


def _modes_token(seen: Sequence[Mapping[str, Any]]) -> str:
    return str(sorted({" ".join(part for part in PARTS if call.get(part)) for call in seen}))


def _judge_activations(check: Check, scene: Scene, aspects: Sequence[str]) -> Mapping[str, Any] | None:
    """The dictionary and its tensors; the probe's report when they are right."""
    from utils.checks import oracles_week07 as oracles

    found = _found(check, scene, aspects)
    if found is None:
        return None
    value, names = found["value"], scene.required["names"]
    if not isinstance(value, Mapping) or sorted(map(str, value)) != sorted(names):
        yours = f"a dict with {sorted(map(str, value))}" if isinstance(value, Mapping) else _shown(value)
        lines = [("yours", yours), ("expected", f"a dict with {sorted(names)}")]
        check.find("shape", "wrong names", lines, call=scene, aspects=aspects)
        return None
    expected = oracles.activations(scene.required["state"], scene.required["images"], scene.required["stride"])
    for name in names:
        wanted, given = expected[name], value[name]
        if not _is_tensor(given) or tuple(given.shape) != wanted.shape:
            lines = [(name, _shown(given)), ("expected", f"a tensor of shape {wanted.shape}")]
            check.find("shape", "wrong shape", lines, call=scene, aspects=aspects)
            return None
        if not _close(plain(given), wanted):
            place = tuple(int(i) for i in np.unravel_index(np.abs(plain(given) - wanted).argmax(), wanted.shape))
            lines = [(name, f"at {list(place)} yours {plain(given)[place]:.6g}, expected {wanted[place]:.6g}")]
            check.find("values", "wrong activations", [*lines, *_how(found["seen"])], call=scene, aspects=aspects)
            return None
    shapes = ", ".join(f"{name} {expected[name].shape}" for name in names)
    check.show(f"{scene.text} -> {shapes}")
    return found


def _close(array: np.ndarray, expected: np.ndarray) -> bool:
    scale = max(1.0, float(np.abs(expected).max(initial=0)))
    return array.shape == expected.shape and np.allclose(array, expected, rtol=1e-4, atol=1e-5 * scale)


def check_capture_activations_values(capture_activations: Any) -> None:
    """Maps of small integers from layers, layers inside layers and whole blocks."""
    check = _scene_check("capture_activations", probes.captured, capture_activations)
    for scene in _CAPTURE_SCENES["values"]:
        _judge_activations(check, scene, ("values",))
    check.finish("each layer under its name")


def check_capture_activations_hidden(capture_activations: Any) -> None:
    """Random networks, images and choices of layers."""
    random = rng()
    check = _scene_check("capture_activations", probes.captured, capture_activations)
    everything = ("features.conv", "features.norm", "features.relu", "features.block", "features.block.0", "head.1")
    for stride in (1, 2, 2):
        channels, height, width = (int(number) for number in random.integers((1, 5, 5), (4, 9, 9)))
        images = _noise(random, int(random.integers(1, 5)), channels, height, width)
        names = [str(name) for name in random.permutation(everything)[: int(random.integers(2, 6))]]
        state = _random_seer(random, channels, height, width, stride)
        _judge_activations(check, capture_scene(state, images, names, stride=stride), ("values",))
    check.finish("each layer under its name")


def check_capture_activations_mode(capture_activations: Any) -> None:
    """Eval mode and detached tensors, however the model was found; afterwards it is as before."""
    check = _scene_check("capture_activations", probes.captured, capture_activations)
    for scene in _CAPTURE_SCENES["mode"]:
        _judge_manners(check, scene, ("mode", "values"))
    check.finish("eval mode, detached, and all as it was")


def check_capture_activations_hooks(capture_activations: Any) -> None:
    """Afterwards no new hook is left, and those of others are still there."""
    check = _scene_check("capture_activations", probes.captured, capture_activations)
    for scene in _CAPTURE_SCENES["hooks"]:
        found = _found(check, scene, ("values",))
        if found is None:
            continue
        if left := _hooks_left(found):
            check.find(
                "values", "hooks are not as they were", [("hooks", left[0])], call=scene, aspects=("hooks", "values")
            )
        elif not found["seen"] or found["value"] is None:  # doing nothing leaves no hooks either
            check.find("values", "nothing was captured", [("yours", _shown(found["value"]))], call=scene)
        check.show(f"{scene.text} -> no new hook is left")
    check.finish("hooks are gone")


def check_capture_activations_errors(capture_activations: Any) -> None:
    """A name that the model does not have is not passed over."""
    check = _scene_check("capture_activations", probes.captured, capture_activations)
    for scene in _CAPTURE_SCENES["errors"]:
        outcome = run(check.function, scene) if callable(capture_activations) else None
        if outcome is not None and isinstance(outcome.error, NotImplementedError):
            check.attempt(scene)
        elif outcome is not None and outcome.error is None:
            lines = [("expected", "an error: the model has no such layer"), ("yours", _shown(outcome.value["value"]))]
            check.find("errors", "no error where one is due", lines, call=scene, aspects=("errors", "values"))
        check.show(f"{scene.text} -> refused")
    _judge_works(check, capture_scene(*_CAPTURE, ("features.conv",)))
    check.finish("unknown names are refused")


def _judge_works(check: Check, scene: Scene) -> None:
    """An allowed call must not raise, else a function that refuses everything would pass."""
    found = _found(check, scene, ("values",))
    if found is not None and found["value"] is None:
        check.find("values", "no answer where one is due", [("yours", describe(None))], call=scene, aspects=("values",))


# ------------------------------------------------------------------------------------------- dead_fraction


def dead_call(activations: np.ndarray) -> Call:
    """dead_fraction(activations)"""
    return Call({"activations": activations.astype(np.float32)})


def _maps(*shape: int, dead: Sequence[int] = (), zero: Sequence[int] = (), seed: int = 1) -> np.ndarray:
    """Activations of which some channels are negative, some zero everywhere, and the others positive somewhere."""
    maps = -np.abs(integers(*shape, seed=seed)) - 1
    for channel in range(shape[1]):
        alive = channel not in dead and channel not in zero
        maps[channel % shape[0], channel, channel % shape[2], (channel + 1) % shape[3]] = 9.0 if alive else -4.0
    maps[:, list(zero)] = 0
    return maps


_EXAMPLE = np.array([[[[0, 2]], [[0, 0]], [[-1, 0]], [[0, 0]]], [[[0, 0]], [[1, 0]], [[-3, -2]], [[0, 0]]]], float)
_FAINT = np.where(_maps(2, 5, 3, 2, dead=(1, 3)) > 0, 0.25, 0.0)
_UNEVEN = _FAINT * np.array([1000.0, 1, 0.01, 1, 1]).reshape(1, 5, 1, 1)
_KINDS = np.moveaxis(  # adds up to zero, constant, zero, constant below zero, below zero, positive in every image
    np.array([[[1.0, -1], [0, 0]], [[2, 2], [2, 2]], [[0, 0], [0, 0]], [[-1, -1]] * 2, [[-3, -2]] * 2, [[1, -4]] * 2]),
    0,
    1,
)[:, :, None]
DEAD_CALLS = [
    dead_call(_EXAMPLE),
    dead_call(_maps(3, 5, 2, 4, dead=(1,), zero=(4,))),
    dead_call(np.maximum(_maps(4, 6, 3, 3, dead=(0, 2, 5)), 0)),
    dead_call(_FAINT),
    dead_call(_UNEVEN),
    dead_call(_KINDS),
]


def _dead_tokens(dead_fraction: Function) -> list[str]:
    tokens = []
    for call in DEAD_CALLS:
        outcome = run(_beside(probes.with_tensors, dead_fraction), call)
        value = as_number(outcome.value)
        shown = token(value if value is not None else plain(outcome.value))
        tokens.append(_trouble(outcome.error) if outcome.error is not None else shown)
    return tokens


def _number(check: Check, call: Call, expected: float) -> None:
    """The call must return this number, and leave its arguments alone."""
    outcome = check.attempt(call)
    if outcome is None:
        return
    number = as_number(outcome.value)
    if number is None:
        lines = [("yours", _shown(outcome.value)), ("expected", "one number")]
        check.find("shape", "wrong kind of answer", lines, call=call, aspects=("values",))
    elif not abs(number - expected) <= 1e-4:
        lines = [("yours", f"{number:.6g}"), ("expected", f"{expected:.6g}")]
        check.find("values", "wrong value", lines, call=call, aspects=("values", "mutation"))
    else:
        check.show(f"{call.describe(check.question)} -> {expected:.4g}")


def check_dead_fraction_values(dead_fraction: Any) -> None:
    """The worked example, channels that are negative everywhere, and all or none dead."""
    check = _scene_check("dead_fraction", probes.with_tensors, dead_fraction)
    for call, expected in zip(DEAD_CALLS, (0.5, 0.4, 0.5, 0.4, 0.4, 0.5), strict=True):
        _number(check, call, expected)
    _number(check, dead_call(np.zeros((2, 3, 2, 2))), 1.0)
    _number(check, dead_call(np.ones((1, 3, 2, 1))), 0.0)
    check.finish()


def check_dead_fraction_hidden(dead_fraction: Any) -> None:
    """Random activations, before and after a ReLU, of which a random number of channels is dead."""
    random = rng()
    check = _scene_check("dead_fraction", probes.with_tensors, dead_fraction)
    for rectified in (True, False, True, False):
        n, channels, height, width = (int(number) for number in random.integers((2, 5, 2, 2), (6, 14, 6, 6)))
        maps = -random.uniform(0.01, 1, (n, channels, height, width))
        alive = random.random(channels) < 0.6
        for channel in np.flatnonzero(alive):
            maps[random.integers(n), channel, random.integers(height), random.integers(width)] = random.uniform(0.01, 2)
        _number(check, dead_call(np.maximum(maps, 0) if rectified else maps), 1 - float(alive.mean()))
    check.finish()


# ------------------------------------------------------------------------------------------- maps of an image


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


def cam_scene(
    state: Arrays, image: np.ndarray, layer: str, label: int, *, stride: int = 1, training: bool = False
) -> Scene:
    """grad_cam(model, layer, image, label)"""
    text = f'grad_cam(model in {MODE[training]} mode, "{layer}", image {image.shape}, label={label})'
    arguments = {"state": state, "layer": layer, "image": image, "label": label}
    return Scene({**arguments, "stride": stride, "training": training}, text=text)


def _map_tokens(prober: Function, scenes: Sequence[Scene], after: bool = False) -> Callable[[Function], list[str]]:
    def look(function: Function) -> list[str]:
        tokens = []
        for scene in scenes:
            outcome = run(_beside(prober, function), scene)
            if outcome.error is not None:
                tokens.append(_trouble(outcome.error))
            elif after:
                found, arguments = outcome.value, scene.required
                tokens += [_modes_token(found["seen"]), f"graph {_holds_graph(found['value'])}", *_hooks_left(found)]
                tokens += _left_behind(found, arguments["state"], arguments["image"], arguments["training"])
            else:
                tokens.append(token(plain(outcome.value["value"])))
        return tokens

    return look


def _judge_shape(check: Check, scene: Scene, expected: tuple[int, ...]) -> np.ndarray | None:
    """The call must return numbers of this shape; they are returned."""
    found = _found(check, scene, ("values",))
    if found is None:
        return None
    array = as_array(plain(found["value"]))
    if array is None or array.shape != expected:
        lines = [("yours", _shown(found["value"])), ("expected", f"a tensor of shape {expected}")]
        check.find("shape", "wrong shape", lines, call=scene, aspects=("values", "enlarged"))
        return None
    check.show(f"{scene.text} -> shape {array.shape}")
    return array


def _judge_map(check: Check, scene: Scene, expected: np.ndarray) -> None:
    """The call must return this map."""
    found = _found(check, scene, ("values",))
    if found is not None:
        check.visible = True
        check.compare(scene, plain(found["value"]), expected)


def _judge_untouched(check: Check, scene: Scene) -> None:
    """Eval mode, no graph, no hooks, and everything is left as it was found."""
    found = _judge_manners(check, scene, ("after", "values"))
    if found is not None and (left := _hooks_left(found)):
        lines = [("hooks", left[0])]
        check.find("edge cases", "not left as it was found", lines, call=scene, aspects=("after", "values"))


_SMALL = (_seer(2, 5, 4, seed=12), _pixels(2, 5, 4, seed=6))
_FLAT = (_template(2, 2, 3), _pixels(2, 2, 3, seed=7))

# ------------------------------------------------------------------------------------------- saliency

EXAMPLE_WEIGHTS: Arrays = {
    "dense.weight": np.array([[1, -2, 0, -3, 0, 1], [0, 1, 1, 0, -1, 0]], np.float32),
    "dense.bias": np.zeros(2, np.float32),
}
SALIENCY_SCENES = [
    map_scene("saliency", EXAMPLE_WEIGHTS, np.array([[[1, 2, 1]], [[0, 1, 4]]], np.float32), 0),
    map_scene("saliency", *_FLAT, 2),
    *(map_scene("saliency", *_SMALL, label) for label in (1, 2)),
]
_SALIENCY_AFTER = [map_scene("saliency", *_SMALL, 1, training=training) for training in (True, False)]


def _saliency(scene: Scene) -> np.ndarray:
    from utils.checks import oracles_week07 as oracles

    return oracles.saliency(*(scene.required[name] for name in ("state", "image", "label", "stride")))


def check_saliency_shape(saliency: Any) -> None:
    """A map (H, W) for grey and colour images that are not square."""
    check = _scene_check("saliency", probes.looked_at, saliency)
    for channels, height, width in ((3, 4, 6), (1, 5, 3), (2, 3, 3)):
        state, image = _template(channels, height, width), _pixels(channels, height, width)
        _judge_shape(check, map_scene("saliency", state, image, 1), (height, width))
    check.finish("one number per pixel")


def check_saliency_values(saliency: Any) -> None:
    """The worked example, another template, and a small network of integers."""
    check = _scene_check("saliency", probes.looked_at, saliency)
    for scene in SALIENCY_SCENES:
        _judge_map(check, scene, _saliency(scene))
    check.finish()


def check_saliency_hidden(saliency: Any) -> None:
    """Random networks, images and labels."""
    random = rng()
    check = _scene_check("saliency", probes.looked_at, saliency)
    for channels, stride in ((1, 1), (3, 1), (3, 2), (2, 2)):
        state, image, label = _random_case(random, channels, 4, 9, stride)
        scene = map_scene("saliency", state, image, label, stride=stride)
        _judge_map(check, scene, _saliency(scene))
    check.finish()


def check_saliency_untouched(saliency: Any) -> None:
    """Eval mode, no graph, and the model and the image as they were found."""
    check = _scene_check("saliency", probes.looked_at, saliency)
    for scene in _SALIENCY_AFTER:
        _judge_untouched(check, scene)
    check.finish("model and image are left as they were")


# ------------------------------------------------------------------------------------------- occlusion_map


def occlusion_scene(
    state: Arrays,
    image: np.ndarray,
    label: int,
    patch: int,
    stride: int,
    *,
    fill: float | None = None,
    training: bool = False,
) -> Scene:
    """occlusion_map(model, image, label, patch, stride), or with fill"""
    options = {"patch": patch, "stride": stride} | ({} if fill is None else {"fill": fill})
    return map_scene("occlusion_map", state, image, label, options=options, training=training)


OCCLUSION_EXAMPLE: Arrays = {
    "dense.weight": np.array([[1, 0, 0, 0, 2, 0, 0, 0, -1], [0, 1, 0, 1, 0, 0, 0, 0, 0]], np.float32),
    "dense.bias": np.zeros(2, np.float32),
}
_NINE = np.array([[[1, 2, 0], [0, 3, 1], [2, 0, 1]]], np.float32)
OCCLUSION_SCENES = [
    occlusion_scene(OCCLUSION_EXAMPLE, _NINE, 0, 2, 1),
    occlusion_scene(OCCLUSION_EXAMPLE, _NINE, 0, 2, 1, fill=1.0),
    occlusion_scene(_template(2, 5, 7), _pixels(2, 5, 7), 1, 3, 2, fill=2.0),
    occlusion_scene(_template(1, 4, 6, seed=3), _pixels(1, 4, 6, seed=9), 2, 1, 3),
    occlusion_scene(*_SMALL, 2, 2, 1, fill=-1.0),
]
_OCCLUSION_AFTER = [occlusion_scene(*_SMALL, 1, 3, 2, training=training) for training in (True, False)]
PATCH, STEP = ("patch", "image"), ("stride",)
_TOO_LARGE, _STEPS = "the patch is larger than the image", "stride must be at least 1"
OCCLUSION_REFUSALS: list[Refusal] = [
    (occlusion_scene(_template(2, 4, 6), _pixels(2, 4, 6), 0, 5, 1), PATCH, _TOO_LARGE),
    (occlusion_scene(_template(1, 6, 3), _pixels(1, 6, 3), 0, 4, 2), PATCH, _TOO_LARGE),
    (occlusion_scene(_template(1, 4, 4), _pixels(1, 4, 4), 1, 2, 0), STEP, _STEPS),
    (occlusion_scene(_template(1, 4, 4), _pixels(1, 4, 4), 1, 2, -1), STEP, _STEPS),
]


def _occlusion(scene: Scene) -> np.ndarray:
    from utils.checks import oracles_week07 as oracles

    state, image, label, options = (scene.required[name] for name in ("state", "image", "label", "options"))
    covers = (options["patch"], options["stride"], options.get("fill", 0.0))
    return oracles.occlusion_map(state, image, label, *covers, stride=scene.required["stride"])


def check_occlusion_map_shape(occlusion_map: Any) -> None:
    """One number for each position of the patch, also where the stride leaves a rest."""
    check = _scene_check("occlusion_map", probes.looked_at, occlusion_map)
    cases = ((3, 6, 8, 2, 2), (1, 5, 8, 3, 2), (1, 7, 4, 4, 1), (2, 6, 9, 1, 4), (1, 4, 4, 4, 3))
    for channels, height, width, patch, stride in cases:
        state, image = _template(channels, height, width), _pixels(channels, height, width)
        shape = ((height - patch) // stride + 1, (width - patch) // stride + 1)
        _judge_shape(check, occlusion_scene(state, image, 1, patch, stride), shape)
    check.finish("one number per position")


def check_occlusion_map_values(occlusion_map: Any) -> None:
    """The worked examples, larger templates, and a small network of integers."""
    check = _scene_check("occlusion_map", probes.looked_at, occlusion_map)
    for scene in OCCLUSION_SCENES:
        _judge_map(check, scene, _occlusion(scene))
    check.finish()


def check_occlusion_map_hidden(occlusion_map: Any) -> None:
    """Random networks, images, patches, strides and fills."""
    random = rng()
    check = _scene_check("occlusion_map", probes.looked_at, occlusion_map)
    for channels, patch, stride in ((1, 2, 1), (3, 3, 2), (2, int(random.integers(1, 5)), int(random.integers(1, 5)))):
        state, image, label = _random_case(random, channels, 5, 9)
        for fill in (None, round(float(random.uniform(0.5, 2)), 3)):
            scene = occlusion_scene(state, image, label, patch, stride, fill=fill)
            _judge_map(check, scene, _occlusion(scene))
    check.finish()


def check_occlusion_map_untouched(occlusion_map: Any) -> None:
    """Eval mode, no graph, and the model and the image as they were found."""
    check = _scene_check("occlusion_map", probes.looked_at, occlusion_map)
    for scene in _OCCLUSION_AFTER:
        _judge_untouched(check, scene)
    check.finish("model and image are left as they were")


def check_occlusion_map_errors(occlusion_map: Any) -> None:
    """Patches and strides that cannot be right."""
    check = _scene_check("occlusion_map", probes.looked_at, occlusion_map)
    check.visible = True
    check.accepts(occlusion_scene(_template(1, 4, 6), _pixels(1, 4, 6), 0, 4, 9))
    for call, names, because in OCCLUSION_REFUSALS:
        check.raises(call, names, because)
    check.finish("refuses what cannot be right")


# ------------------------------------------------------------------------------------------- grad_cam


def _cam_example() -> Arrays:
    """Two maps, x and 4 - x of the image x; their mean gradients are 3 and -1 for class 0, -3 and -1 for class 1."""
    one = np.zeros((2, 2, 3, 3), np.float32)
    one[(0, 1), (0, 1), 1, 1] = 1
    kernels = np.zeros((2, 1, 3, 3), np.float32)
    kernels[:, 0, 1, 1] = (1, -1)
    nothing = np.zeros(2, np.float32)
    return {
        "features.conv.weight": kernels,
        "features.conv.bias": np.array([0, 4], np.float32),
        "features.norm.weight": np.ones(2, np.float32),
        "features.norm.bias": nothing,
        "features.norm.running_mean": nothing,
        "features.norm.running_var": np.full(2, 1 - 1e-5, np.float32),
        "features.norm.num_batches_tracked": np.array(1),
        "features.block.0.weight": one,
        "features.block.0.bias": nothing,
        "head.1.weight": np.array([[2, 4, 3, 3, 2, 4, -1, -1, 0, -2, -2, 0], [-3] * 6 + [-1] * 6], np.float32),
        "head.1.bias": nothing,
    }


_SIX = np.array([[[1, 2, 0], [3, 4, 1]]], np.float32)
_WIDE = (_seer(2, 5, 6, seed=4), _pixels(2, 5, 6, seed=8))
CAM_SCENES = [
    cam_scene(_cam_example(), _SIX, "features.block.1", 0),
    cam_scene(*_WIDE, "features.relu", 0),
    cam_scene(*_WIDE, "features.block.0", 2),
]
_COARSE = (_seer(1, 6, 9, stride=3, seed=7), _pixels(1, 6, 9, seed=3))
ENLARGED_SCENES = [cam_scene(*_COARSE, "features.block.1", 0, stride=3)]
ZERO_SCENES = [cam_scene(_cam_example(), _SIX, layer, 1) for layer in ("features.block.1", "features.relu")]
_CAM_AFTER = [cam_scene(*_WIDE, "features.relu", 0, training=training) for training in (True, False)]


def _raw_cam(scene: Scene) -> np.ndarray:
    from utils.checks import oracles_week07 as oracles

    return oracles.class_map(*(scene.required[name] for name in ("state", "layer", "image", "label", "stride")))


def _cam(scene: Scene) -> np.ndarray:
    """The map, when the layer has the size of the image."""
    positive = np.maximum(_raw_cam(scene), 0)
    return positive / positive.max()


def _telling(raw: np.ndarray) -> bool:
    """Whether positive and negative numbers are in a raw map, and all styles agree on how it is scaled."""
    return raw.min() < 0 and raw.max() > 0.3


def _enlarged_tokens(grad_cam: Function) -> list[str]:
    """What all styles of enlarging share: the shape, the range, and the place where a map is largest."""
    tokens = []
    for scene in ENLARGED_SCENES:
        outcome = run(_beside(probes.mapped_by, grad_cam), scene)
        if outcome.error is not None:
            tokens.append(_trouble(outcome.error))
            continue
        array = as_array(plain(outcome.value["value"]))
        if array is None or array.size == 0 or array.ndim != 2:
            tokens.append(describe(plain(outcome.value["value"])))
            continue
        row, column = np.unravel_index(array.argmax(), array.shape)
        in_range = array.min() >= -1e-6 and array.max() <= 1 + 1e-6
        tokens.append(f"{array.shape} [{row // 3}, {column // 3}] {in_range}")
    return tokens


def check_grad_cam_shape(grad_cam: Any) -> None:
    """A map (H, W) between 0 and 1, at the size of the image, from layers of the same and of a third of that size."""
    check = _scene_check("grad_cam", probes.mapped_by, grad_cam)
    for scene in (*CAM_SCENES[1:], *ENLARGED_SCENES):
        array = _judge_shape(check, scene, scene.required["image"].shape[1:])
        if array is None:
            continue
        smallest, largest = float(array.min()), float(array.max())
        if not (smallest >= -1e-6 and largest <= 1 + 1e-6):
            lines = [("yours", f"between {smallest:.4g} and {largest:.4g}"), ("expected", "between 0 and 1")]
            check.find("values", "out of range", lines, call=scene, aspects=("values", "enlarged"))
    check.finish("a map in [0, 1] at the image's size")


def check_grad_cam_values(grad_cam: Any) -> None:
    """The worked example, and a small network of integers whose layers have the size of the image."""
    check = _scene_check("grad_cam", probes.mapped_by, grad_cam)
    for scene in CAM_SCENES:
        _judge_map(check, scene, _cam(scene))
    check.finish()


def check_grad_cam_hidden(grad_cam: Any) -> None:
    """Random networks and images; layers of the size of the image and coarser ones."""
    from utils.checks import oracles_week07 as oracles

    random = rng()
    check = _scene_check("grad_cam", probes.mapped_by, grad_cam)
    cases = (("features.relu", 1), ("features.block.0", 1), ("features.block", 2), ("features.block.1", 3))
    for layer, stride in cases:
        while True:
            state, image, label = _random_case(random, int(random.integers(1, 4)), 6, 10, stride)
            scene = cam_scene(state, image, layer, label, stride=stride)
            if _telling(raw := _raw_cam(scene)):
                break
        size = image.shape[1:]
        if raw.shape == size:
            _judge_map(check, scene, _cam(scene))
            continue
        array = _judge_shape(check, scene, size)
        if array is None:
            continue
        if not any(np.allclose(array, cam, atol=0.01) for cam in oracles.grad_cams(raw, size)):
            row, column = (int(i) for i in np.unravel_index(array.argmax(), array.shape))
            peak = np.unravel_index(raw.argmax(), raw.shape)
            lines = [
                ("yours", f"largest at [{row}, {column}]"),
                ("expected", f"the map {raw.shape} of the layer, largest at {[int(i) for i in peak]}, enlarged"),
            ]
            check.find("values", "wrong map", lines, call=scene, aspects=("values", "enlarged"))
    check.finish()


def check_grad_cam_zero(grad_cam: Any) -> None:
    """A class for which nothing is positive: a map of zeros, not of NaN."""
    check = _scene_check("grad_cam", probes.mapped_by, grad_cam)
    for scene in ZERO_SCENES:
        found = _found(check, scene, ("zero", "values"))
        array = None if found is None else as_array(plain(found["value"]))
        if found is not None and (array is None or array.size == 0 or not np.allclose(array, 0, atol=1e-4)):
            yours = _shown(found["value"]) if array is None or array.size == 0 else f"{array.ravel()[:6]}"
            lines = [("yours", yours), ("expected", "zeros: nothing speaks for this class")]
            check.find("values", "wrong map", lines, call=scene, aspects=("zero", "values"))
        check.show(f"{scene.text} -> zeros")
    found = _found(check, CAM_SCENES[0], ("zero", "values"))  # else a function that returns zeros would pass
    array = None if found is None else as_array(plain(found["value"]))
    if found is not None and (array is None or array.size == 0 or not np.nan_to_num(array).max() > 0):
        lines = [("yours", _shown(found["value"]) if array is None else "nothing positive")]
        check.find("values", "an empty map where one is due", lines, call=CAM_SCENES[0], aspects=("values",))
    check.finish("zeros where nothing is positive")


def check_grad_cam_untouched(grad_cam: Any) -> None:
    """Eval mode, no graph, no hooks left, and the model and the image as they were found."""
    check = _scene_check("grad_cam", probes.mapped_by, grad_cam)
    for scene in _CAM_AFTER:
        _judge_untouched(check, scene)
    check.finish("model and image are left as they were")


# ------------------------------------------------------------------------------------------- embed_tsne


def _groups(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Features (N, 64) in eight groups, in random order, that no flat projection keeps apart, and their labels."""
    labels = random.permutation(np.repeat(np.arange(GROUPS), MEMBERS))
    while True:
        centres = 1.5 * random.normal(size=(GROUPS, FEATURES))
        features = (centres[labels] + random.normal(size=(len(labels), FEATURES))).astype(np.float32)
        centred = features - features.mean(axis=0)
        flat = centred @ np.linalg.svd(centred, full_matrices=False)[2][:2].T
        if _purity(flat, labels) < 0.8 and _purity(features, labels) > 0.99:
            return features, labels


def _purity(points: np.ndarray, labels: np.ndarray, k: int = 5) -> float:
    """Mean share of a point's k nearest others with its label."""
    return float((labels[_neighbours(points, k)] == labels[:, None]).mean())


def _neighbours(points: np.ndarray, k: int) -> np.ndarray:
    """Indices (N, k) of the k nearest others."""
    distances = np.linalg.norm(points[:, None].astype(float) - points, axis=-1)
    np.fill_diagonal(distances, np.inf)
    return distances.argsort(axis=1)[:, :k]


def tsne_call(features: np.ndarray, **seed: int) -> Call:
    """embed_tsne(features, seed)"""
    return Call({"features": features}, seed)


def _linear(points: np.ndarray, features: np.ndarray) -> str:
    """Whether the points are a flat projection of the features, and which."""
    if len(points) != len(features):
        return "other points"
    if np.allclose(points, features[:, :2], atol=1e-3):
        return "columns"
    inputs = np.column_stack([features, np.ones(len(features))])
    rest = points - inputs @ np.linalg.lstsq(inputs, points, rcond=None)[0]
    if np.abs(rest).max() > 1e-2 * max(1e-9, float(np.abs(points).max())):
        return "curved"
    one, other = (points - points.mean(axis=0)).T
    return "uncorrelated" if abs(one @ other) <= 1e-3 * np.sqrt((one @ one) * (other @ other)) else "projection"


def _tsne_tokens(embed_tsne: Function) -> list[str]:
    features, labels = _groups(np.random.default_rng(3))
    call = tsne_call(features, seed=1)
    outcomes = [run(_beside(probes.with_either, embed_tsne), call) for _ in range(2)]
    if outcomes[0].error is not None or outcomes[1].error is not None:
        return [_trouble(outcomes[0].error or outcomes[1].error or ValueError())]
    arrays = [as_array(plain(outcome.value)) for outcome in outcomes]
    first, again = arrays
    if first is None or again is None:
        return [describe(outcomes[0].value)]
    tokens = [str(first.shape), "same" if first.shape == again.shape and np.allclose(first, again) else "differs"]
    if first.shape == (len(features), 2) and np.isfinite(first).all():
        apart = _purity(first, labels)
        kind = _linear(first, features)
        spread = "apart" if apart >= APART else "mixed" if apart > 0.25 else "scattered"
        tokens += [kind, spread, f"{len(np.unique(first.round(6), axis=0)) == len(first)}"]
        nearest = features[_neighbours(first, 1)[:, 0], 0]
        tokens += (
            ["by first feature"] if np.median(np.abs(features[:, 0] - nearest)) < 0.1 * features[:, 0].std() else []
        )
        tokens += ["ascending"] if (np.diff(first, axis=0) >= 0).all() else []
    return tokens


def _judge_embedding(check: Check, call: Call) -> np.ndarray | None:
    """A finite array (N, 2), the same at each call; None when it is not."""
    outcome = check.attempt(call)
    if outcome is None:
        return None
    array, expected = as_array(plain(outcome.value)), (len(call.required["features"]), 2)
    if array is None or array.shape != expected or not np.isfinite(array).all():
        lines = [("yours", _shown(outcome.value)), ("expected", f"finite numbers of shape {expected}")]
        check.find("shape", "wrong shape", lines, call=call, aspects=("values",))
        return None
    return array


def check_embed_tsne_shape(embed_tsne: Any) -> None:
    """Two finite numbers for each code; the same seed gives the same map."""
    check = _scene_check("embed_tsne", probes.with_either, embed_tsne)
    features, _ = _groups(np.random.default_rng(5))
    for call in (tsne_call(features), tsne_call(features[:60], seed=3)):
        array = _judge_embedding(check, call)
        again = None if array is None else _judge_embedding(check, call)
        if array is None or again is None:
            continue
        if not np.allclose(array, again, rtol=1e-3, atol=1e-3):
            lines = [("first call", f"{array[0]} for the first code"), ("second call", f"{again[0]}")]
            check.find("values", "two calls with one seed differ", lines, call=call, aspects=("values",))
        check.show(f"{call.describe('embed_tsne')} -> shape {array.shape}, twice the same")
    check.finish("two coordinates per code, and they can be had again")


def check_embed_tsne_hidden(embed_tsne: Any) -> None:
    """Eight random groups in 64 dimensions: 9 of 10 nearest neighbours on the map are of the same group."""
    random = rng()
    check = _scene_check("embed_tsne", probes.with_either, embed_tsne)
    for _ in range(2):
        features, labels = _groups(random)
        call = tsne_call(features, seed=int(random.integers(100)))
        array = _judge_embedding(check, call)
        if array is None:
            break
        if (apart := _purity(array, labels)) < APART:
            lines = [("groups", f"of five nearest neighbours on the map, {apart:.0%} are of the same group")]
            lines.append(("expected", f"{APART:.0%} or more: the groups are far apart in 64 dimensions"))
            check.find("values", "groups are mixed", lines, call=call, aspects=("values",))
    check.finish("groups stay together")


# ------------------------------------------------------------------------------------------- neighbour_purity


def purity_call(points: np.ndarray, labels: np.ndarray, **k: int) -> Call:
    """neighbour_purity(embedding, labels, k)"""
    return Call({"embedding": points, "labels": labels}, k)


_LINE = np.array([[0.0, 0], [1, 0], [3, 0], [7, 0], [7, 2]])
_LINE_LABELS = np.array([0, 0, 1, 1, 1])


def _scattered(count: int, dimensions: int = 2, classes: int = 3, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    labels = random.integers(0, classes, count)
    scale = np.array([4.0, 1.0, 1.0][:dimensions])
    return random.normal(size=(count, dimensions)) * scale + labels[:, None], labels


PURITY_CALLS = [
    purity_call(_LINE, _LINE_LABELS, k=1),
    purity_call(_LINE, _LINE_LABELS, k=2),
    purity_call(*_scattered(14), k=3),
    purity_call(*_scattered(25, seed=2), k=4),
    purity_call(*_scattered(30, seed=4)),
]
_ELEVEN = _scattered(11)
PURITY_REFUSALS: list[Refusal] = [
    (purity_call(*_ELEVEN, k=0), ("k", "neighbo"), "k must be at least 1"),
    (purity_call(*_ELEVEN, k=-2), ("k", "neighbo"), "k must be at least 1"),
    (purity_call(*_ELEVEN, k=11), ("k", "neighbo"), "a point has only 10 others"),
    (purity_call(*_ELEVEN, k=40), ("k", "neighbo"), "a point has only 10 others"),
]


def _purity_tokens(neighbour_purity: Function) -> list[str]:
    tokens = []
    for call in PURITY_CALLS:
        outcome = run(_beside(probes.with_either, neighbour_purity), call)
        value = as_number(outcome.value)
        shown = token(value if value is not None else plain(outcome.value))
        tokens.append(_trouble(outcome.error) if outcome.error is not None else shown)
    return tokens


def _judge_purity(check: Check, call: Call) -> None:
    from utils.checks import oracles_week07 as oracles

    points, labels = call.required["embedding"], call.required["labels"]
    _number(check, call, oracles.purity(points, labels, call.options.get("k", 10)))


def check_neighbour_purity_values(neighbour_purity: Any) -> None:
    """The worked example, random points, and the default of 10 neighbours."""
    check = _scene_check("neighbour_purity", probes.with_either, neighbour_purity)
    for call in PURITY_CALLS:
        _judge_purity(check, call)
    check.finish()


def check_neighbour_purity_hidden(neighbour_purity: Any) -> None:
    """Random points, labels and numbers of neighbours."""
    random = rng()
    check = _scene_check("neighbour_purity", probes.with_either, neighbour_purity)
    for dimensions in (2, 2, 3):
        count, k, seed = (int(number) for number in random.integers((15, 1, 0), (50, 12, 10**6)))
        _judge_purity(check, purity_call(*_scattered(count, dimensions, classes=4, seed=seed), k=k))
    check.finish()


def check_neighbour_purity_errors(neighbour_purity: Any) -> None:
    """Numbers of neighbours that no point has."""
    check = _scene_check("neighbour_purity", probes.with_either, neighbour_purity)
    check.visible = True
    check.accepts(purity_call(*_ELEVEN, k=10))
    for call, names, because in PURITY_REFUSALS:
        check.raises(call, names, because)
    check.finish("refuses what cannot be right")


def _mutation_probe(prober: Function, calls: Sequence[Call]) -> Callable[[Function], list[str]]:
    return lambda answer: call_probes(calls)["mutation"](_beside(prober, answer))


def _refusal_probe(prober: Function, refusals: Sequence[Refusal]) -> Callable[[Function], list[str]]:
    errors = call_probes([], errors=[(call, names) for call, names, _ in refusals])["errors"]
    return lambda answer: errors(_beside(prober, answer))


PROBES: dict[str, Probes] = {
    "capture_activations": {aspect: _capture_tokens(aspect) for aspect in _CAPTURE_SCENES},
    "dead_fraction": {
        "values": _dead_tokens,
        "mutation": _mutation_probe(probes.with_tensors, DEAD_CALLS),
    },
    "saliency": {
        "values": _map_tokens(probes.looked_at, SALIENCY_SCENES),
        "after": _map_tokens(probes.looked_at, _SALIENCY_AFTER, after=True),
    },
    "occlusion_map": {
        "values": _map_tokens(probes.looked_at, OCCLUSION_SCENES),
        "after": _map_tokens(probes.looked_at, _OCCLUSION_AFTER, after=True),
        "errors": _refusal_probe(probes.looked_at, OCCLUSION_REFUSALS),
    },
    "grad_cam": {
        "values": _map_tokens(probes.mapped_by, CAM_SCENES),
        "zero": _map_tokens(probes.mapped_by, [*ZERO_SCENES, CAM_SCENES[0]]),
        "enlarged": _enlarged_tokens,
        "after": _map_tokens(probes.mapped_by, _CAM_AFTER, after=True),
    },
    "embed_tsne": {
        "values": _tsne_tokens,
        "mutation": _mutation_probe(probes.with_either, [tsne_call(_groups(np.random.default_rng(4))[0])]),
    },
    "neighbour_purity": {
        "values": _purity_tokens,
        "mutation": _mutation_probe(probes.with_either, PURITY_CALLS),
        "errors": _refusal_probe(probes.with_either, PURITY_REFUSALS),
    },
}
