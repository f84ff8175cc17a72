"""Checks of week 8, transfer learning and practice: frozen parts, new heads, features, augmentation and ensembles.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. Networks, loaders
and generators of random numbers are made where the student's code runs (`utils.checks.transfer_probes`). Functions that
draw random numbers are judged by what they may, must and never do, not by a stream of numbers: the bounds on shares
are so wide that a correct solution misses one in fewer than a million runs.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import transfer_probes as probes
from utils.checks.fingerprints import NOTHING, Probes, call_probes, name_idea, token
from utils.checks.probe import probe
from utils.checks.report import Call, Check, as_array, as_integer, describe, names_argument, rng, run
from utils.checks.week01 import Refusal
from utils.checks.week04 import MODE, Scene, plain

Function = Callable[..., Any]
Arrays = dict[str, np.ndarray]
Tell = Callable[[Scene, Any], list[str]]
PARTS = ("train", "norm train", "drop train")
STATISTICS = ("running", "tracked")


def _check(question: str, answer: Any, prober: Function | None = None) -> Check:
    """A check of `answer`, called by a `prober` where it lives, or directly."""

    def look_up(aspects: Sequence[str]) -> Any:
        return name_idea(question, answer, PROBES[question], aspects)

    function = functools.partial(probe, prober, answer) if prober is not None and callable(answer) else answer
    return Check(question, function, name_idea=look_up)


def _found(check: Check, scene: Scene, aspects: Sequence[str]) -> Any:
    """What the probe reports; None when the student's code raised, which is then a finding."""
    if not callable(check.function):
        return None
    outcome = run(check.function, scene)
    if outcome.error is None:
        check.calls += 1
        return outcome.value
    if isinstance(outcome.error, NotImplementedError):
        check.not_written()
        return None
    lines = [("it raised", f"{type(outcome.error).__name__}: {' '.join(str(outcome.error).split())}"[:160])]
    check.find("values", "stopped by an exception", lines, call=scene, aspects=aspects)
    return None


def _tokens(prober: Function, scenes: Sequence[Scene], tell: Tell) -> Callable[[Function], list[str]]:
    """A probe for fingerprints: what `tell` says of the reports on some scenes."""

    def look(answer: Function) -> list[str]:
        tokens: list[str] = []
        for scene in scenes:
            outcome = run(functools.partial(probe, prober, answer), scene)
            tokens += [_trouble(outcome.error)] if outcome.error is not None else tell(scene, outcome.value)
        return tokens

    return look


def _trouble(error: BaseException) -> str:
    return NOTHING + next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")


def _shown(value: Any) -> str:
    import torch

    if not isinstance(value, torch.Tensor):
        return describe(value)
    return f"a tensor of shape {tuple(value.shape)} and dtype {str(value.dtype).removeprefix('torch.')}"


def _differs(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape != other.shape or not np.array_equal(one, other)


def _few(names: Iterable[str]) -> str:
    """Some names, and how many more there are."""
    first, *rest = sorted(names)
    return first if not rest else f"{first} and {len(rest)} more"


# ------------------------------------------------------------------------------------------- networks


def _state(channels: int = 2, maps: int = 3, classes: int = 4, seed: int = 1, tied: bool = False) -> Arrays:
    """Weights of a `Pretrained`."""
    random = np.random.default_rng(seed)
    state = {
        "features.conv.weight": random.normal(size=(maps, channels, 3, 3)) / 2,
        "features.conv.bias": random.normal(size=maps),
        "features.norm.weight": random.uniform(0.5, 1.5, maps),
        "features.norm.bias": random.normal(size=maps) + 1,
        "features.norm.running_mean": random.normal(size=maps) / 4,
        "features.norm.running_var": random.uniform(0.5, 2, maps),
        "features.norm.num_batches_tracked": np.array(5),
        "features.block.0.weight": random.normal(size=(maps, maps, 1, 1)),
        "features.block.0.bias": random.normal(size=maps) + 1,
        "features.block.2.weight": random.normal(size=(maps, maps, 1, 1)),
        "features.block.2.bias": random.normal(size=maps),
        "gain": random.uniform(0.5, 1.5, maps),
        "classifier.weight": random.normal(size=(classes, maps)),
        "classifier.bias": random.normal(size=classes),
    }
    if tied:
        state["features.block.2.weight"] = state["features.block.0.weight"]
    return {name: array.astype(np.int64 if "tracked" in name else np.float32) for name, array in state.items()}


def _random_state(random: np.random.Generator, tied: bool = False) -> Arrays:
    channels, maps, classes, seed = (int(n) for n in random.integers((1, 3, 3, 0), (4, 7, 7, 10**6)))
    return _state(channels, maps, classes, seed, tied)


def _learnable(state: Arrays) -> list[str]:
    """Names of parameters, without those of statistics."""
    return [name for name in state if not any(word in name for word in STATISTICS)]


def _images(state: Arrays, count: int = 6, seed: int = 5) -> np.ndarray:
    """A batch (N, C, 5, 4) for a network."""
    channels = state["features.conv.weight"].shape[1]
    return np.random.default_rng(seed).normal(size=(count, channels, 5, 4)).astype(np.float32)


def _changed(before: Mapping[str, np.ndarray], after: Mapping[str, np.ndarray]) -> list[str]:
    """Names whose arrays are missing or have other numbers."""
    return [name for name in before if name not in after or _differs(before[name], after[name])]


# ------------------------------------------------------------------------------------------- freeze


def freeze_scene(state: Arrays, part: str, *, training: bool = True, times: int = 1) -> Scene:
    """freeze(part of the model)"""
    text = f"freeze({f'model.{part}' if part else 'model'})" + (", twice" if times > 1 else "")
    options = {"state": state, "part": part, "images": _images(state), "training": training, "times": times}
    return Scene({}, options, text=f"{text}, model in {MODE[training]} mode")


_FREEZE = {
    "values": [freeze_scene(_state(), part) for part in ("features", "", "features.block")]
    + [freeze_scene(_state(), "features", times=2)],
    "rest": [freeze_scene(_state(), "features"), freeze_scene(_state(), "features.block", training=False)],
}


def _inside(scene: Scene) -> tuple[list[str], list[str]]:
    """Names of the parameters in the part that is to be frozen, and of the others."""
    part = scene.options["part"]
    names = _learnable(scene.options["state"])
    inside = [name for name in names if not part or name.startswith(part + ".")]
    return inside, [name for name in names if name not in inside]


def _tell_frozen(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    inside, _ = _inside(scene)
    state = scene.options["state"]
    on = [name for name in inside if found["flags"].get(name)]
    gone = [name for name in inside if name not in found["flags"]]
    moved = [name for name in inside if name in found["later"] and _differs(state[name], found["later"][name])]
    traces = f"{found['traces']} {found['recording']} {_mode_kinds(found, scene)}" if on else ""
    return [f"{on}", f"{gone}", f"{moved}", traces]


def _tell_rest(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    inside, outside = _inside(scene)
    still = [name for name in outside if not found["flags"].get(name)]
    any_frozen = any(not found["flags"].get(name, True) for name in inside)
    changed = _changed(scene.options["state"], found["state"])
    return [f"{any_frozen} {still} {changed} {_mode_kinds(found, scene)} {found['recording']}"]


def _mode_kinds(found: Mapping[str, Any], scene: Scene, without: str = "-") -> list[str]:
    """Names of the parts that are in another mode than they were."""
    modes = found["modes"].items()
    return [name for name, mode in modes if mode != scene.options["training"] and not name.startswith(without)]


def _judge_frozen(check: Check, scene: Scene) -> None:
    """No parameter of the part learns."""
    aspects = ("values", "rest")
    found = _found(check, scene, aspects)
    if found is None:
        return
    inside, _ = _inside(scene)
    state, flags, later = scene.options["state"], found["flags"], found["later"]
    if gone := [name for name in inside if name not in flags]:
        lines = [("no parameters any more", _few(gone)), ("expected", "the same parameters, frozen")]
        check.find("values", "parameters are gone", lines, call=scene, aspects=aspects)
    elif on := [name for name in inside if flags[name]]:
        moved = [name for name in inside if name in later and _differs(state[name], later[name])]
        lines = [("still learning", f"{len(on)} of {len(inside)} parameters: {_few(on)}")]
        lines += [("three steps later", f"{len(moved)} of them have other numbers")] if moved else []
        check.find("values", "not frozen", lines, call=scene, aspects=aspects)
    elif moved := _changed({name: state[name] for name in inside}, later):
        lines = [("three steps later", f"{_few(moved)}: other numbers"), ("before that", found.get("refusal", ""))]
        check.find("values", "frozen parameters have changed", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> {len(inside)} parameters stay as they are")


def _judge_rest(check: Check, scene: Scene) -> None:
    """All that is not to be frozen is as before."""
    aspects = ("rest", "values")
    found = _found(check, scene, aspects)
    if found is None:
        return
    inside, outside = _inside(scene)
    if all(found["flags"].get(name, True) for name in inside):
        lines = [("still learning", "every parameter of the part")]
        check.find("values", "nothing was frozen", lines, call=scene, aspects=aspects)
    left = [f"{name} does not learn any more" for name in outside if not found["flags"].get(name)]
    left += [f"{name} has other numbers" for name in _changed(scene.options["state"], found["state"])]
    training = scene.options["training"]
    left += [f"parts are in {MODE[not training]} mode now"] if _mode_kinds(found, scene) else []
    left += [] if found["recording"] else ["PyTorch records no gradients any more"]
    if left:
        check.find("edge cases", "more than that was changed", [("changed", left[0])], call=scene, aspects=aspects)
    check.show(f"{scene.text} -> all else is as before")


def check_freeze_values(freeze: Any) -> None:
    """A part, the whole model, a block inside of a part: none of its parameters moves in three steps of training."""
    check = _check("freeze", freeze, probes.frozen_by)
    for scene in _FREEZE["values"]:
        _judge_frozen(check, scene)
    check.finish("what is frozen stays as it is")


def check_freeze_hidden(freeze: Any) -> None:
    """Random networks."""
    random = rng()
    check = _check("freeze", freeze, probes.frozen_by)
    for part in ("features", "features.norm", "classifier", ""):
        _judge_frozen(check, freeze_scene(_random_state(random), part, training=bool(random.integers(2))))
    check.finish()


def check_freeze_rest(freeze: Any) -> None:
    """Other parameters learn; numbers, statistics and modes are as before."""
    check = _check("freeze", freeze, probes.frozen_by)
    for scene in _FREEZE["rest"]:
        _judge_rest(check, scene)
    check.finish("nothing else is changed")


# ------------------------------------------------------------------------------------------- trainable_parameters


def count_scene(state: Arrays, *, frozen: Sequence[str] = (), tied: bool = False) -> Scene:
    """trainable_parameters(model)"""
    which = ", ".join(frozen) or ("all of it" if frozen else "nothing")
    text = f"trainable_parameters(model{', two layers with the same weight' if tied else ''}; frozen: {which})"
    return Scene({}, {"state": state, "frozen": list(frozen), "tied": tied}, text=text)


_COUNT = [
    count_scene(_state()),
    count_scene(_state(), frozen=["features.conv"]),
    count_scene(_state(), frozen=["features", "gain"]),
    count_scene(_state(tied=True), tied=True),
    count_scene(_state(), frozen=[""]),
]


def _judge_count(check: Check, scene: Scene) -> None:
    from utils.checks import oracles_week08 as oracles

    value, expected = _found(check, scene, ("values",)), oracles.count(**scene.options)
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
    check = _check("trainable_parameters", trainable_parameters, probes.counted)
    for scene in _COUNT:
        _judge_count(check, scene)
    check.finish()


def check_trainable_parameters_hidden(trainable_parameters: Any) -> None:
    """Random networks."""
    random = rng()
    check = _check("trainable_parameters", trainable_parameters, probes.counted)
    for frozen in ([], ["features.norm"], ["gain", "features.block.0"], ["classifier.bias"]):
        tied = bool(random.integers(2))
        _judge_count(check, count_scene(_random_state(random, tied), frozen=frozen, tied=tied))
    check.finish()


# ------------------------------------------------------------------------------------------- replace_head


def head_scene(state: Arrays, classes: int, *, frozen: Sequence[str] = (), training: bool = False) -> Scene:
    """replace_head(model, classes)"""
    known = len(state["classifier.weight"])
    what = {(): "", ("features",): ", features frozen", ("",): ", all of it frozen"}[tuple(frozen)]
    text = f"replace_head(model of {known} classes in {MODE[training]} mode{what}, {classes})"
    options = {"state": state, "classes": classes, "images": _images(state), "frozen": list(frozen)}
    return Scene({}, {**options, "training": training}, text=text)


_HEAD = {
    "shape": [head_scene(_state(), classes) for classes in (3, 7, 1)],
    "learns": [head_scene(_state(), 3, frozen=[""]), head_scene(_state(), 6, frozen=["features"], training=True)],
    "body": [head_scene(_state(), 3, frozen=["features"], training=True), head_scene(_state(), 5)],
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
    changes = [f"{name} has other numbers" for name in _changed(body, found["state"])]
    for name in _learnable(body):
        wanted = not name.startswith(frozen) if frozen else True
        if found["flags"].get(name, wanted) != wanted:
            changes.append(f"{name} {'was frozen and learns now' if not wanted else 'does not learn any more'}")
    training = scene.options["training"]
    changes += [f"parts are in {MODE[not training]} mode now"] if _mode_kinds(found, scene, "classifier") else []
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
    moved = [_differs(array, found["later"].get(name, array)) for name, array in heads.items()]
    return [f"{sorted(set(learns.values()))} {sorted(set(moved))} {_old_rows(scene, found)}"]


def _tell_body(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    body = sorted(name for name in found["flags"] if not name.startswith("classifier"))
    replaced = bool(_changed(_head_arrays(scene.options["state"]), found["state"]))
    return [f"{_body_changes(scene, found)} {body} {replaced} {sorted(set(_head_flags(found).values()))}"]


def _head_flags(found: Mapping[str, Any]) -> dict[str, bool]:
    return {name: learns for name, learns in found["flags"].items() if name.startswith("classifier.")}


def _judge_logits(check: Check, scene: Scene) -> None:
    """Logits of the new classes, by a linear layer."""
    aspects = ("shape", "learns", "body")
    found = _found(check, scene, aspects)
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
    found = _found(check, scene, aspects)
    if found is None:
        return
    heads = _head_arrays(found["state"])
    learning = _head_flags(found)
    old = {name: array for name, array in _head_arrays(scene.options["state"]).items() if name in heads}
    if not heads or _old_rows(scene, found) or (old and not _changed(old, heads)):
        lines = [("the head", "has numbers of the old one" if heads else "has no parameters")]
        check.find("values", "the head is not a new one", lines, call=scene, aspects=aspects)
    elif not all(learning.values()):
        frozen = _few(name for name, flag in learning.items() if not flag)
        lines = [("frozen", frozen), ("expected", "the head is what is to learn")]
        check.find("values", "the new head does not learn", lines, call=scene, aspects=aspects)
    elif stuck := [name for name in heads if name not in found["later"] or name not in _changed(heads, found["later"])]:
        lines = [("three steps later", f"{_few(stuck)}: the same numbers"), ("PyTorch says", found["refusal"] or "-")]
        check.find("values", "the new head does not learn", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> the head is new and learns")


def _judge_body(check: Check, scene: Scene) -> None:
    """The body is as before."""
    aspects = ("body", "learns", "shape")
    found = _found(check, scene, aspects)
    if found is None:
        return
    old, new = _head_arrays(scene.options["state"]), _head_arrays(found["state"])
    if not _changed(old, new) and len(old) == len(new):
        lines = [("model.classifier", "is the old head")]
        check.find("values", "nothing was replaced", lines, call=scene, aspects=aspects)
    if changes := _body_changes(scene, found):
        check.find("edge cases", "the body was changed", [("changed", changes[0])], call=scene, aspects=aspects)
    check.show(f"{scene.text} -> the body is as before")


def check_replace_head_shape(replace_head: Any) -> None:
    """As many logits as there are new classes."""
    check = _check("replace_head", replace_head, probes.reheaded)
    for scene in _HEAD["shape"]:
        _judge_logits(check, scene)
    check.finish("a head for the new classes")


def check_replace_head_hidden(replace_head: Any) -> None:
    """Random networks and numbers of classes."""
    random = rng()
    check = _check("replace_head", replace_head, probes.reheaded)
    for _ in range(3):
        _judge_logits(check, head_scene(_random_state(random), int(random.integers(2, 40))))
    check.finish()


def check_replace_head_learns(replace_head: Any) -> None:
    """New numbers, which three steps of training change, in a frozen model too."""
    check = _check("replace_head", replace_head, probes.reheaded)
    for scene in _HEAD["learns"]:
        _judge_learning(check, scene)
    check.finish("the head is new and learns")


def check_replace_head_body(replace_head: Any) -> None:
    """Weights, statistics, modes and frozen parts of the body are as before."""
    check = _check("replace_head", replace_head, probes.reheaded)
    for scene in _HEAD["body"]:
        _judge_body(check, scene)
    check.finish("the body is as before")


# ------------------------------------------------------------------------------------------- extract_features


def _extractor(features: int, size: int, seed: int = 1) -> Arrays:
    """A `Watched` of small integers: features (N, size) of rows (N, features), exact in eval mode."""
    random = np.random.default_rng(seed)
    state = {
        "norm.weight": random.choice([-1, 1, 2], features),
        "norm.bias": random.integers(-2, 3, features),
        "norm.running_mean": random.integers(-2, 3, features),
        "norm.running_var": np.full(features, 1 - 1e-5),
        "norm.num_batches_tracked": np.array(5),
        "dense.weight": random.integers(-2, 3, (size, features)),
        "dense.bias": random.integers(-3, 4, size),
    }
    return {name: array.astype(np.int64 if "tracked" in name else np.float32) for name, array in state.items()}


def _rows(count: int, features: int, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).integers(-4, 5, (count, features)).astype(np.float32)


def extract_scene(
    state: Arrays,
    x: np.ndarray,
    y: np.ndarray,
    batch: int,
    *,
    order: Sequence[int] | None = None,
    shuffle: bool = False,
    training: bool = False,
    echo: float = 0.0,
) -> Scene:
    """extract_features(model, loader)"""
    how = "shuffled, " if shuffle else "in an order of its own, " if order is not None else ""
    text = f"extract_features(model in {MODE[training]} mode, loader: {len(x)} images {how}in batches of {batch})"
    options = {"state": state, "x": x, "y": y, "batch": batch, "order": order, "shuffle": shuffle}
    return Scene({}, {**options, "training": training, "echo": echo}, text=text)


_EXTRACT = (_extractor(3, 4), _rows(7, 3), np.array([3, 1, 4, 1, 5, 9, 2]))
_EXTRACT_SCENES = {
    "values": [
        extract_scene(*_EXTRACT, 3),
        extract_scene(*_EXTRACT, 7, order=[6, 0, 5, 1, 4, 2, 3]),
        extract_scene(*_EXTRACT, 2, order=[2, 4, 6, 0]),
    ],
    "pairs": [extract_scene(*_EXTRACT, 3, shuffle=True)],
    "mode": [extract_scene(*_EXTRACT, 4, training=True), extract_scene(*_EXTRACT, 4, echo=8.0)],
    "after": [extract_scene(*_EXTRACT, 4, training=training) for training in (True, False)],
}


def _pair(value: Any) -> tuple[Any, Any] | None:
    return (value[0], value[1]) if isinstance(value, (tuple, list)) and len(value) == 2 else None


def _tell_extracted(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    pair = _pair(found["value"])
    if pair is None:
        return [token(found["value"])]
    kinds = [type(part).__name__ if not isinstance(part, np.ndarray) else part.dtype.kind for part in pair]
    kinds[1] = "number" if kinds[1] in "iuf" else kinds[1]
    parts = [as_array(plain(part)) for part in pair]
    if scene.options["shuffle"] and all(part is not None for part in parts):
        return [f"{kinds}", f"{_same_pairs(scene, *parts)}"]
    return [f"{kinds}", *(token(plain(part)) for part in pair)]


def _tell_extract_mode(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    seen = found["seen"]
    modes = sorted({" ".join(part for part in PARTS if call[part]) for call in seen})
    return [f"{modes}", f"{sorted({call['recorded'] for call in seen})}"]


def _tell_extract_after(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    learning = all(found["flags"].values())
    changed = _changed(scene.options["state"], found["state"])
    return [f"{_mode_kinds(found, scene)} {changed} {learning} {found['recording']} {len(found['seen']) > 0}"]


def _echoes(scene: Scene, value: Any) -> str:
    """Whether features of a model that answers otherwise while gradients are recorded are those of that case."""
    from utils.checks import oracles_week08 as oracles

    pair = _pair(value)
    features = None if pair is None else as_array(plain(pair[0]))
    expected = oracles.features(scene.options["state"], scene.options["x"])
    if features is None or features.shape != expected.shape:
        return ""
    raised = expected + scene.options["echo"] * (np.arange(expected.shape[1]) == 0)
    return "what the model adds while it records" if np.allclose(features, raised, atol=1e-2) else ""


def _same_pairs(scene: Scene, features: Any, labels: Any) -> bool:
    """Whether each row and its label belong to one image, whatever their order."""
    from utils.checks import oracles_week08 as oracles

    expected = oracles.features(scene.options["state"], scene.options["x"])
    if features.shape != expected.shape or labels.shape != scene.options["y"].shape:
        return False
    pairs = np.column_stack([features, labels]).round(3) + 0.0
    wanted = np.column_stack([expected, scene.options["y"]]).round(3) + 0.0
    return bool(np.allclose(pairs[np.lexsort(pairs.T)], wanted[np.lexsort(wanted.T)], atol=1e-2))


def _judge_extracted(check: Check, scene: Scene, aspects: Sequence[str]) -> Mapping[str, Any] | None:
    """Two arrays of NumPy with the right numbers; the probe's report when they are."""
    from utils.checks import oracles_week08 as oracles

    found = _found(check, scene, aspects)
    if found is None:
        return None
    pair = _pair(found["value"])
    if pair is None or not all(isinstance(part, np.ndarray) and part.dtype.kind in "iuf" for part in pair):
        yours = describe(found["value"]) if pair is None else " and ".join(map(_shown, pair))
        lines = [("yours", yours), ("expected", "a pair of NumPy arrays: features and labels")]
        check.find("shape", "wrong kind of answer", lines, call=scene, aspects=aspects)
        return None
    options = scene.options
    order = list(range(len(options["x"]))) if options["order"] is None else list(options["order"])
    wanted = (oracles.features(options["state"], options["x"][order]), options["y"][order])
    for name, part, expected in zip(("features", "labels"), pair, wanted, strict=True):
        if part.shape != expected.shape:
            lines = [(name, f"shape {part.shape}, expected {expected.shape}")]
            check.find("shape", "wrong shape", lines, call=scene, aspects=aspects)
            return None
        if options["shuffle"]:
            continue
        wrong = ~np.isclose(part, expected, rtol=1e-3, atol=1e-3)
        if wrong.any():
            index = tuple(int(i) for i in np.argwhere(wrong)[0])
            lines = [(f"{name} {list(index)}", f"yours {part[index]:.6g}, expected {expected[index]:.6g}")]
            check.find("values", "wrong values", lines, call=scene, aspects=aspects)
            return None
    if options["shuffle"] and not _same_pairs(scene, *pair):
        lines = [("row and label", "do not belong to the same image")]
        check.find("values", "features and labels do not match", lines, call=scene, aspects=aspects)
        return None
    check.show(f"{scene.text} -> features {wanted[0].shape}, labels {wanted[1].shape}")
    return found


def check_extract_features_values(extract_features: Any) -> None:
    """Features and labels in the loader's order, the last batch smaller, and a loader that shuffles."""
    check = _check("extract_features", extract_features, probes.extracted)
    for scene in _EXTRACT_SCENES["values"]:
        _judge_extracted(check, scene, ("values", "pairs", "mode"))
    _judge_extracted(check, _EXTRACT_SCENES["pairs"][0], ("pairs", "values", "mode"))
    check.finish("features and labels as NumPy arrays, in the loader's order")


def check_extract_features_hidden(extract_features: Any) -> None:
    """Random models, images and sizes of batches; once the last batch is a single image."""
    random = rng()
    check = _check("extract_features", extract_features, probes.extracted)
    for count, batch in ((9, 4), (int(random.integers(5, 12)), 2), (6, 6)):
        features, size, seed = (int(number) for number in random.integers((2, 2, 0), (6, 6, 10**6)))
        x, y = _rows(count, features, seed), random.integers(0, 10, count)
        order = [int(index) for index in random.permutation(count)] if batch == 2 else None
        scene = extract_scene(_extractor(features, size, seed), x, y, batch, order=order)
        _judge_extracted(check, scene, ("values", "pairs", "mode"))
    check.finish()


def check_extract_features_mode(extract_features: Any) -> None:
    """Called in eval mode, and without recording gradients."""
    check = _check("extract_features", extract_features, probes.extracted)
    aspects = ("mode", "values", "pairs")
    for training in (True, False):
        scene = extract_scene(*_EXTRACT, 4, training=training)
        found = _found(check, scene, aspects)
        if found is None:
            continue
        if not found["seen"] or found["value"] is None:
            lines = [("the model", "was not called" if not found["seen"] else "was called, and nothing returned")]
            check.find("values", "no features", lines, call=scene, aspects=aspects)
        elif wrong := [part for call in found["seen"] for part in PARTS if call[part]]:
            where = "the model" if wrong[0] == "train" else "a part of the model"
            lines = [(where, "was in train mode"), ("expected", "eval mode, in all its parts")]
            check.find("values", "not in eval mode", lines, call=scene, aspects=aspects)
        if any(call["recorded"] for call in found["seen"]):
            lines = [("while it ran", "PyTorch recorded a graph for gradients that nobody wants")]
            check.find("gradient", "gradients were recorded", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> in eval mode, without a graph")
    if check.calls:
        echoed = extract_scene(*_EXTRACT, 4, echo=float(rng().uniform(5, 20)))
        found = _found(check, echoed, aspects)
        if found is not None and (echo := _echoes(echoed, found["value"])):
            lines = [("in the features", echo), ("expected", "the same features as without recording")]
            check.find("gradient", "gradients were recorded", lines, call=echoed, aspects=aspects)
    check.finish("in eval mode, and without gradients")


def check_extract_features_untouched(extract_features: Any) -> None:
    """The mode in which the model was found, its numbers and its statistics."""
    check = _check("extract_features", extract_features, probes.extracted)
    aspects = ("after", "values", "mode")
    for scene in _EXTRACT_SCENES["after"]:
        found = _found(check, scene, aspects)
        if found is None:
            continue
        if not found["seen"] or found["value"] is None:
            lines = [("yours", describe(found["value"])), ("expected", "features and labels")]
            check.find("values", "no features", lines, call=scene, aspects=aspects)
        training = scene.options["training"]
        left = [f"it was in {MODE[training]} mode, and is not any more"] if _mode_kinds(found, scene) else []
        numbers = _changed(scene.options["state"], found["state"])
        if all(not call[part] for call in found["seen"] for part in PARTS):  # else that is the cause, told elsewhere
            left += [f"{name} has other numbers" for name in numbers]
        else:
            left += [f"{name} has other numbers" for name in numbers if not any(word in name for word in STATISTICS)]
        left += [] if all(found["flags"].values()) else ["parameters were frozen"]
        left += [] if found["recording"] else ["PyTorch records no gradients any more"]
        if left:
            check.find("edge cases", "not left as it was found", [("model", left[0])], call=scene, aspects=aspects)
        check.show(f"{scene.text} -> the model is as before")
    check.finish("the model is left as it was found")


# ------------------------------------------------------------------------------------------- parameter_groups


def groups_scene(
    state: Arrays,
    head_lr: float,
    body_lr: float,
    *,
    frozen: Sequence[str] = (),
    tied: bool = False,
    head_first: bool = False,
    both: bool = False,
) -> Scene:
    """parameter_groups(model, head_lr, body_lr)"""
    what = [f"frozen: {', '.join(frozen)}"] if frozen else []
    what += ["two layers with the same weight"] if tied else []
    what += ["head and body share a parameter"] if both else []
    what += ["the head defined before the body"] if head_first else []
    text = f"parameter_groups(model{' (' + '; '.join(what) + ')' if what else ''}, {head_lr:g}, {body_lr:g})"
    options = {"state": state, "head_lr": head_lr, "body_lr": body_lr, "frozen": list(frozen), "tied": tied}
    return Scene({}, {**options, "head_first": head_first, "both": both}, text=text)


_SQUARE = _state(classes=3)
_GROUPS = {
    "values": [groups_scene(_state(), 0.5, 0.25), groups_scene(_state(), 0.125, 2.0, head_first=True)],
    "once": [groups_scene(_state(tied=True), 0.5, 0.25, tied=True), groups_scene(_SQUARE, 0.5, 0.25, both=True)],
    "frozen": [
        groups_scene(_state(), 0.5, 0.25, frozen=["features.conv", "features.norm"]),
        groups_scene(_state(), 0.5, 0.25, frozen=["features", "gain"]),
        groups_scene(_state(), 0.5, 0.25, frozen=["classifier.bias"]),
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
    names = [name for name in _learnable(options["state"]) if not name.startswith(tuple(options["frozen"]))]
    names = [name for name in names if not (options["tied"] and name == "features.block.2.weight")]
    if options["both"]:
        names.remove("classifier.bias")
    return {n: options["head_lr"] if n.startswith("classifier.") else options["body_lr"] for n in names}


def _groups_of(check: Check, scene: Scene, aspects: Sequence[str]) -> Mapping[str, Any] | None:
    """The probe's report when there are groups at all."""
    found = _found(check, scene, aspects)
    if found is None:
        return None
    if not found["given"]:
        lines = [("an optimizer says", found["refusal"] or "there is no parameter in it")]
        lines.append(("expected", "a list of dicts with params and lr"))
        check.find("values", "no groups for an optimizer", lines, call=scene, aspects=aspects)
        return None
    return found


def check_parameter_groups_values(parameter_groups: Any) -> None:
    """Every parameter has the learning rate of its part."""
    _rates("values", parameter_groups, _GROUPS["values"])


def check_parameter_groups_hidden(parameter_groups: Any) -> None:
    """Random networks and learning rates."""
    random = rng()
    scenes = []
    for head_first in (False, True):
        head_lr, body_lr = (float(lr) for lr in random.choice([0.5, 0.25, 0.01, 0.002, 3e-4], 2, replace=False))
        scenes.append(groups_scene(_random_state(random), head_lr, body_lr, head_first=head_first))
    _rates("values", parameter_groups, scenes)


def _rates(aspect: str, parameter_groups: Any, scenes: Sequence[Scene]) -> None:
    check = _check("parameter_groups", parameter_groups, probes.grouped)
    aspects = (aspect, "once", "frozen")
    for scene in scenes:
        found = _groups_of(check, scene, aspects)
        if found is None:
            continue
        wanted, given = _wanted_groups(scene), dict(found["given"])
        missing = [name for name in wanted if name not in given]
        other = [name for name in wanted if name in given and not np.isclose(given[name], wanted[name])]
        if found["refusal"]:
            lines = [("an optimizer says", found["refusal"])]
            check.find("values", "no groups for an optimizer", lines, call=scene, aspects=aspects)
        elif missing:
            lines = [("in no group", f"{len(missing)} of {len(wanted)} parameters: {_few(missing)}")]
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
    check = _check("parameter_groups", parameter_groups, probes.grouped)
    aspects = ("once", "values", "frozen")
    for scene in _GROUPS["once"]:
        found = _groups_of(check, scene, aspects)
        if found is None:
            continue
        counts = Counter(name for name, _ in found["given"])
        if twice := [name for name, count in counts.items() if count > 1]:
            lines = [("more than once", _few(twice))]
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
    check = _check("parameter_groups", parameter_groups, probes.grouped)
    aspects = ("frozen", "values", "once")
    for scene in _GROUPS["frozen"]:
        found = _groups_of(check, scene, aspects)
        if found is None:
            continue
        frozen = tuple(scene.options["frozen"])
        given = {name for name, _ in found["given"]}
        if extra := [name for name in given if name.startswith(frozen)]:
            lines = [("frozen, but in a group", _few(extra))]
            check.find("values", "frozen parameters are in a group", lines, call=scene, aspects=aspects)
        elif not any(name.startswith("classifier.") for name in given):
            lines = [("in no group", "what learns in the head")]
            check.find("values", "parameters are missing", lines, call=scene, aspects=aspects)
        if woken := [name for name, learns in found["flags"].items() if learns and name.startswith(frozen)]:
            lines = [("learns again", _few(woken))]
            check.find("edge cases", "the model was changed", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> only what learns")
    check.finish("frozen parameters are left out")


# ------------------------------------------------------------------------------------------- random_mirror


def _distinct(height: int, width: int, channels: int, seed: int = 0) -> np.ndarray:
    """An image whose numbers are all different, in no order."""
    numbers = np.random.default_rng(seed).permutation(height * width * channels)
    return numbers.reshape(height, width, channels).astype(np.float32)


def draw_scene(
    name: str,
    image: np.ndarray,
    before: Sequence[int] = (),
    *,
    calls: int = 40,
    seed: int = 0,
    **options: float,
) -> Scene:
    """Many calls of a function that draws random numbers"""
    words = [f"image {image.shape}", *map(str, before), "rng", *(f"{key}={value:g}" for key, value in options.items())]
    arguments = {"image": image, "before": list(before), "seed": seed, "calls": calls, "options": options}
    return Scene({}, arguments, text=f"{name}({', '.join(words)}), {calls} times")


MIRROR = _distinct(2, 3, 2)
_MIRROR = {
    "values": [
        *(draw_scene("random_mirror", MIRROR, p=p) for p in (1.0, 0.0)),
        draw_scene("random_mirror", _distinct(3, 3, 3, seed=4), p=1.0),
    ],
    "random": [
        draw_scene("random_mirror", MIRROR, calls=400),
        draw_scene("random_mirror", _distinct(3, 4, 2, seed=4), calls=400, seed=3, p=0.9),
    ],
}
SPARE = 0.15


def _outcomes(values: Sequence[Any]) -> list[str]:
    """The different answers of many calls, or that there are many."""
    kinds = sorted({token(plain(value)) for value in values})
    return kinds if len(kinds) <= 12 else ["many"]


def _own_generator(found: Mapping[str, Any]) -> str:
    same = [token(plain(value)) for value in found["values"]] == [token(plain(value)) for value in found["again"]]
    return f"{same} {found['used']} {found['others']}"


def _mirrored(scene: Scene, found: Mapping[str, Any]) -> tuple[float, int]:
    """The share of calls whose answer is another image of the same numbers, and how many such images there are.

    Whether that is the mirror image is another matter. No answer of the same numbers at all: -1.
    """
    image = scene.options["image"]
    arrays = [as_array(value) for value in found["values"]]
    sane = [array for array in arrays if array is not None and array.size == image.size]
    if len(sane) < len(arrays) or any(_differs(np.sort(one, axis=None), np.sort(image, axis=None)) for one in sane):
        return -1.0, 0
    others = [array for array in sane if _differs(array, image)]
    return len(others) / len(sane), len({array.tobytes() for array in others})


def _tell_mirror(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    share, kinds = _mirrored(scene, found)
    p = scene.options["options"].get("p", 0.5)
    level = "as asked" if abs(share - p) < SPARE else "none" if share <= 0 else "less" if share < p else "more"
    return [f"{min(kinds, 8)} {level} {_own_generator(found)}"]


def _tell_mirror_values(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    share, _ = _mirrored(scene, found)
    return [*_outcomes(found["values"]), f"{share > 0.02} {share > 0.68} {found['changed']}"]


def _judge_image_kept(check: Check, scene: Scene, found: Mapping[str, Any], aspects: Sequence[str]) -> None:
    if found["changed"]:
        lines = [("changed", "image: work on a copy, the caller still needs the original")]
        check.find("edge cases", "changed its input", lines, call=scene, aspects=aspects)


def _judge_generator(check: Check, scene: Scene, found: Mapping[str, Any], aspects: Sequence[str]) -> None:
    """The generator that was given is used, and no other."""
    if found["others"]:
        lines = [("drawn from", f"the global generator of {found['others'][0]}"), ("expected", "only from rng")]
        check.find("edge cases", "another generator was used", lines, call=scene, aspects=aspects)
    elif not found["used"]:
        lines = [("rng", "is as before: nothing was drawn from it")]
        check.find("edge cases", "the generator was not used", lines, call=scene, aspects=aspects)
    elif _own_generator(found).startswith("False"):
        lines = [("the same seed", "gave other answers the second time"), ("expected", "all chance comes from rng")]
        check.find("edge cases", "another generator was used", lines, call=scene, aspects=aspects)


def check_random_mirror_values(random_mirror: Any) -> None:
    """p=1 always gives the mirror image, p=0 never."""
    _mirror_values(random_mirror, _MIRROR["values"])


def check_random_mirror_values_hidden(random_mirror: Any) -> None:
    """The same for random images."""
    height, width, channels, seed = (int(n) for n in rng().integers((2, 3, 1, 0), (6, 7, 4, 10**6)))
    image = _distinct(height, width, channels, seed)
    _mirror_values(random_mirror, [draw_scene("random_mirror", image, p=p) for p in (1.0, 0.0)])


def _mirror_values(random_mirror: Any, scenes: Sequence[Scene]) -> None:
    check = _check("random_mirror", random_mirror, probes.drawn)
    for scene in scenes:
        aspects = ("values", "random")
        found = _found(check, scene, aspects)
        if found is None:
            continue
        image, p = scene.options["image"], scene.options["options"]["p"]
        expected = image[:, ::-1] if p else image
        for value in found["values"]:
            array = as_array(value)
            if array is None or array.shape != image.shape:
                lines = [("yours", _shown(value)), ("expected", f"an array of shape {image.shape}")]
                check.find("shape", "wrong shape", lines, call=scene, aspects=aspects)
            elif not np.array_equal(array, expected):
                what = "the mirror image" if p else "the image itself"
                lines = [("first row, channel 0", f"yours {array[0, :, 0]}, expected {expected[0, :, 0]}")]
                check.find("values", f"not always {what}", lines, call=scene, aspects=aspects)
        _judge_image_kept(check, scene, found, aspects)
        check.show(f"{scene.text} -> {'always' if p else 'never'} mirrored")
    check.finish("mirrored as asked")


def check_random_mirror_random(random_mirror: Any) -> None:
    """The share of mirror images is p, 0.5 without it, and all chance comes from rng."""
    _mirror_shares(random_mirror, _MIRROR["random"])


def check_random_mirror_random_hidden(random_mirror: Any) -> None:
    """Another p, another seed."""
    random = rng()
    p, seed = float(random.choice([0.2, 0.3, 0.8])), int(random.integers(10**6))
    _mirror_shares(random_mirror, [draw_scene("random_mirror", _distinct(3, 4, 3), calls=400, seed=seed, p=p)])


def _mirror_shares(random_mirror: Any, scenes: Sequence[Scene]) -> None:
    check = _check("random_mirror", random_mirror, probes.drawn)
    for scene in scenes:
        aspects = ("random", "values")
        found = _found(check, scene, aspects)
        if found is None:
            continue
        share, kinds = _mirrored(scene, found)
        wanted = scene.options["options"].get("p", 0.5)
        if share < 0:
            lines = [("yours", _shown(found["values"][0])), ("expected", "the image or its mirror image")]
            check.find("shape", "wrong kind of answer", lines, call=scene, aspects=aspects)
        elif abs(share - wanted) > SPARE:
            lines = [("mirrored", f"{share:.0%} of the calls"), ("expected", f"about {wanted:.0%}")]
            check.find("values", "mirrored too often or too seldom", lines, call=scene, aspects=aspects)
        elif kinds > 1:
            lines = [("different answers", f"{kinds} besides the image itself"), ("expected", "one, its mirror image")]
            check.find("values", "more than one decision", lines, call=scene, aspects=aspects)
        _judge_generator(check, scene, found, aspects)
        check.show(f"{scene.text} -> mirrored in about {wanted:.0%}")
    check.finish("as often as asked, by rng alone")


# ------------------------------------------------------------------------------------------- random_crop

CROP = _distinct(4, 5, 2, seed=1)
_CROP = {
    "values": [
        draw_scene("random_crop", CROP, [3]),
        draw_scene("random_crop", _distinct(3, 3, 3, seed=2), [3], calls=4),
        draw_scene("random_crop", _distinct(5, 2, 1, seed=3), [2]),
        draw_scene("random_crop", _distinct(2, 5, 2, seed=4), [1]),
    ],
    "random": [draw_scene("random_crop", _distinct(4, 6, 2, seed=5), [2], calls=500)],
}
CROP_REFUSALS: list[tuple[Scene, str]] = [
    (draw_scene("random_crop", CROP, [5], calls=1), "the image is 4 x 5"),
    (draw_scene("random_crop", CROP, [6], calls=1), "the image is 4 x 5"),
    (draw_scene("random_crop", _distinct(5, 4, 2), [5], calls=1), "the image is 5 x 4"),
    (draw_scene("random_crop", CROP, [0], calls=1), "a side is at least 1"),
    (draw_scene("random_crop", CROP, [-1], calls=1), "a side is at least 1"),
]


def _offsets(scene: Scene, found: Mapping[str, Any]) -> list[tuple[int, int] | None]:
    """Where the windows lie; None for what is none of the right size."""
    from utils.checks import oracles_week08 as oracles

    size = scene.options["before"][0]
    arrays = [as_array(value) for value in found["values"]]
    right = [array is not None and array.shape[:2] == (size, size) for array in arrays]
    pairs = zip(arrays, right, strict=True)
    return [oracles.offset(scene.options["image"], array) if ok and array is not None else None for array, ok in pairs]


def _corners(scene: Scene, found: Mapping[str, Any]) -> list[tuple[int, int] | None]:
    """First row and column of the image that are in each answer, whatever was done to it; None where it has others."""
    image = scene.options["image"]
    places = {float(number): place[:2] for place, number in np.ndenumerate(image)}
    corners: list[tuple[int, int] | None] = []
    for value in found["values"]:
        array = as_array(value)
        seen = [] if array is None else [places.get(float(number)) for number in array.ravel()]
        rows, columns = [place[0] for place in seen if place], [place[1] for place in seen if place]
        corners.append((min(rows), min(columns)) if rows and None not in seen else None)
    return corners


def _offset_range(scene: Scene) -> tuple[int, int]:
    """How many rows and columns a window may start at."""
    height, width = scene.options["image"].shape[:2]
    size = scene.options["before"][0]
    return height - size + 1, width - size + 1


def _tell_crop(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    offsets = _window_token(scene, found)
    return [*offsets, f"{found['changed']}"]


def _window_token(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    """Which windows there are, and what is none."""
    image, size = scene.options["image"], scene.options["before"][0]
    places = {}
    for row in range(image.shape[0] - size + 1):
        for column in range(image.shape[1] - size + 1):
            places[token(image[row : row + size, column : column + size])] = (row, column)
    tokens = [token(plain(value)) for value in found["values"]]
    others = sorted({kind.partition(")")[0] for kind in tokens if kind not in places})
    none = sorted({kind for kind in tokens if kind not in places})
    exact = none if len(none) <= 3 else ["many"]
    within = sorted({places[kind] for kind in tokens if kind in places})
    return [f"{within if len(found['values']) > 100 else len(within) > 0}", *others, *exact]


def _tell_crop_random(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    counts = Counter(token(plain(value)) for value in found["values"])
    rows, columns = _offset_range(scene)
    even = len(found["values"]) / (rows * columns)
    level = "even" if max(counts.values()) < 2.5 * even else "uneven"
    return [*_window_token(scene, found), level, _own_generator(found), f"{found['changed']}"]


def check_random_crop_values(random_crop: Any) -> None:
    """Each answer is a window of the image, of the right size."""
    _crop_windows(random_crop, _CROP["values"])


def check_random_crop_values_hidden(random_crop: Any) -> None:
    """Random images and sizes."""
    random = rng()
    height, width, seed = (int(n) for n in random.integers((4, 4, 0), (9, 9, 10**6)))
    size = int(random.integers(2, min(height, width) + 1))
    _crop_windows(random_crop, [draw_scene("random_crop", _distinct(height, width, 3, seed), [size])])


def _crop_windows(random_crop: Any, scenes: Sequence[Scene]) -> None:
    check = _check("random_crop", random_crop, probes.drawn)
    for scene in scenes:
        aspects = ("values", "random")
        found = _found(check, scene, aspects)
        if found is None:
            continue
        size, image = scene.options["before"][0], scene.options["image"]
        expected = (size, size, image.shape[2])
        for value, place in zip(found["values"], _offsets(scene, found), strict=True):
            array = as_array(value)
            if array is None or array.shape != expected:
                lines = [("yours", _shown(value)), ("expected", f"an array of shape {expected}")]
                check.find("shape", "wrong shape", lines, call=scene, aspects=aspects)
            elif place is None:
                lines = [
                    ("first pixel", f"{array[0, 0]}"),
                    ("expected", "neighbouring pixels as they are in the image"),
                ]
                check.find("values", "not a window of the image", lines, call=scene, aspects=aspects)
        _judge_image_kept(check, scene, found, aspects)
        check.show(f"{scene.text} -> windows {expected}")
    check.finish("windows of the image")


def check_random_crop_random(random_crop: Any) -> None:
    """Every place occurs, about equally often, and all chance comes from rng."""
    _crop_places(random_crop, _CROP["random"])


def check_random_crop_random_hidden(random_crop: Any) -> None:
    """Random sizes of the image, another seed."""
    random = rng()
    height, width = (int(n) for n in random.choice([4, 5, 6], 2, replace=False))
    seed = int(random.integers(10**6))
    image = _distinct(height, width, 3, seed)
    _crop_places(random_crop, [draw_scene("random_crop", image, [3], calls=500, seed=seed)])


def _crop_places(random_crop: Any, scenes: Sequence[Scene]) -> None:
    check = _check("random_crop", random_crop, probes.drawn)
    for scene in scenes:
        aspects = ("random", "values")
        found = _found(check, scene, aspects)
        if found is None:
            continue
        rows, columns = _offset_range(scene)
        counts = Counter(place for place in _corners(scene, found) if place is not None)
        missing = [(row, column) for row in range(rows) for column in range(columns) if (row, column) not in counts]
        even = 500 / (rows * columns)
        if not counts:
            lines = [("yours", _shown(found["values"][0])), ("expected", "windows of the image")]
            check.find("shape", "no window of the image", lines, call=scene, aspects=aspects)
        elif missing:
            lines = [("never", f"a window at row {missing[0][0]}, column {missing[0][1]}")]
            lines.append(("places", f"{len(counts)} of {rows * columns} occur"))
            check.find("values", "some places never occur", lines, call=scene, aspects=aspects)
        elif max(counts.values()) > 2.5 * even or min(counts.values()) < 0.2 * even:
            lines = [("one place", f"{max(counts.values())} times"), ("expected", f"about {even:.0f} times each")]
            check.find("values", "some places are preferred", lines, call=scene, aspects=aspects)
        _judge_generator(check, scene, found, aspects)
        check.show(f"{scene.text} -> all {rows * columns} places")
    check.finish("every place occurs, by rng alone")


def check_random_crop_errors(random_crop: Any) -> None:
    """Sizes that do not fit."""
    check = _check("random_crop", random_crop, probes.drawn)
    whole = draw_scene("random_crop", CROP, [4], calls=1)
    check.accepts(whole)
    for scene, because in CROP_REFUSALS:
        check.raises(scene, ("size",), because)
    check.finish("refuses what cannot be right")


def _crop_errors(random_crop: Function) -> list[str]:
    tokens = []
    for scene, _ in CROP_REFUSALS:
        outcome = run(functools.partial(probe, probes.drawn, random_crop), scene)
        named = outcome.error is not None and names_argument(outcome.error, ("size",))
        if outcome.error is not None:
            tokens.append(f"{_trouble(outcome.error)} {named}")
            continue
        array = as_array(outcome.value["values"][0])
        tokens.append(f"no error {None if array is None else array.shape}")
    return tokens


# ------------------------------------------------------------------------------------------- pca_color_shift


def pca_call(image: np.ndarray, values: np.ndarray, vectors: np.ndarray, alphas: np.ndarray) -> Call:
    """pca_color_shift(image, eigenvalues, eigenvectors, alphas)"""
    return Call({"image": image, "eigenvalues": values, "eigenvectors": vectors, "alphas": alphas})


WORKED_PCA = pca_call(
    np.array([[[10.0, 20, 30], [0, 0, 0]]]),
    np.array([4.0, 2.0, 1.0]),
    np.array([[1.0, 0, 0], [1, 1, 0], [0, 1, 1]]),
    np.array([0.5, 1.0, -1.0]),
)


def _pca(height: int, width: int, seed: int, scale: float = 1.0) -> Call:
    """A call with integers (times `scale`): the vectors need not be a basis for the arithmetic to hold."""
    random = np.random.default_rng(seed)
    image, vectors = random.integers(-9, 10, (height, width, 3)), random.integers(-3, 4, (3, 3))
    values, alphas = random.permutation([2, 3, 5]), random.permutation([-2, 1, 3])
    return pca_call(*(scale * array.astype(np.float64) for array in (image, values, vectors, alphas)))


PCA_CALLS = [WORKED_PCA, _pca(3, 3, 1), _pca(2, 4, 2), _pca(1, 1, 3)]
PCA_FLOATS = [_pca(2, 3, 4, scale=0.5)]


def check_pca_color_shift_values(pca_color_shift: Any) -> None:
    """The worked example and integers."""
    from utils.checks import oracles_week08 as oracles

    check = _check("pca_color_shift", pca_color_shift)
    check.visible = True
    for call in PCA_CALLS:
        check.array(call, oracles.pca_color_shift(**call.required))
    check.finish()


def check_pca_color_shift_hidden(pca_color_shift: Any) -> None:
    """Eigenvalues and eigenvectors of random colours, in float32 and float64; the dtype of the image stays."""
    from utils.checks import oracles_week08 as oracles

    random = rng()
    check = _check("pca_color_shift", pca_color_shift)
    for dtype in ("float64", "float32"):
        height, width = (int(n) for n in random.integers(2, 7, 2))
        image = random.normal(size=(height, width, 3)) @ random.normal(size=(3, 3))
        values, vectors = np.linalg.eigh(np.cov(image.reshape(-1, 3).T) + 0.1 * np.eye(3))
        call = pca_call(image, values, vectors, random.normal(size=3)).astype(dtype)
        expected = oracles.pca_color_shift(**call.required)
        check.array(call, expected.astype(dtype), dtype=True)
    check.finish()


# ------------------------------------------------------------------------------------------- ten_crop


def ten_call(image: np.ndarray, size: int) -> Call:
    """ten_crop(image, size)"""
    return Call({"image": image, "size": size})


TEN_CALLS = [
    ten_call(_distinct(4, 4, 1, seed=6), 2),
    ten_call(_distinct(9, 7, 2, seed=7), 5),
    ten_call(_distinct(6, 4, 3, seed=8), 2),
    ten_call(_distinct(3, 3, 2, seed=9), 3),
]
TEN_REFUSALS: list[Refusal] = [
    (ten_call(_distinct(4, 6, 2), 5), ("size",), "the image is 4 x 6"),
    (ten_call(_distinct(6, 4, 2), 5), ("size",), "the image is 6 x 4"),
    (ten_call(_distinct(4, 6, 2), 7), ("size",), "the image is 4 x 6"),
    (ten_call(_distinct(4, 6, 2), 0), ("size",), "a side is at least 1"),
    (ten_call(_distinct(4, 6, 2), -2), ("size",), "a side is at least 1"),
]


def _any_order(ten_crop: Function) -> Function:
    """The crops in an order that depends on nothing but their numbers."""

    def function(*arguments: Any) -> Any:
        array = as_array(ten_crop(*arguments))
        if array is None or array.ndim < 2:
            return array
        flat = array.reshape(len(array), -1)
        return array[np.lexsort(flat.T[::-1])] if flat.size else array

    return function


def _judge_crops(check: Check, call: Call) -> None:
    """All ten are there, in any order."""
    from utils.checks import oracles_week08 as oracles

    aspects = ("values",)
    outcome = check.attempt(call)
    if outcome is None:
        return
    array = as_array(outcome.value)
    image, size = call.required.values()
    if array is None or array.ndim != 4 or array.shape[1:] != (size, size, image.shape[2]):
        lines = [("yours", describe(outcome.value)), ("expected", f"shape {(10, size, size, image.shape[2])}")]
        check.find("shape", "wrong shape", lines, call=call, aspects=aspects)
        return
    left = list(array)
    missing = []
    for name, crop in oracles.ten_crops(image, size):
        place = next((i for i, one in enumerate(left) if np.allclose(one, crop)), None)
        if place is None:
            missing.append(name)
        else:
            left.pop(place)
    if missing:
        lines = [("not among yours", ", ".join(missing[:5]) + (" ..." if len(missing) > 5 else ""))]
        check.find("values", "crops are missing", lines, call=call, aspects=aspects)
    elif left:
        lines = [("yours", f"{len(array)} crops, {len(left)} too many")]
        check.find("values", "there are more than ten", lines, call=call, aspects=aspects)
    check.show(f"{call.describe('ten_crop')} -> all ten")


def check_ten_crop_shape(ten_crop: Any) -> None:
    """Ten crops of the right size."""
    check = _check("ten_crop", ten_crop)
    check.visible = True
    for call in TEN_CALLS:
        image, size = call.required.values()
        check.shape(call, (10, size, size, image.shape[2]))
    check.finish("ten crops")


def check_ten_crop_values(ten_crop: Any) -> None:
    """Corners, centre, and their mirror images."""
    check = _check("ten_crop", ten_crop)
    for call in TEN_CALLS:
        _judge_crops(check, call)
    check.finish("corners, centre and mirror images")


def check_ten_crop_hidden(ten_crop: Any) -> None:
    """Random images; the margins are even, so that there is one centre."""
    random = rng()
    check = _check("ten_crop", ten_crop)
    for channels in (1, 3, 3):
        size, down, right, seed = (int(n) for n in random.integers((2, 1, 1, 0), (6, 4, 4, 10**6)))
        _judge_crops(check, ten_call(_distinct(size + 2 * down, size + 2 * right, channels, seed), size))
    check.finish()


def check_ten_crop_errors(ten_crop: Any) -> None:
    """Sizes that do not fit."""
    check = _check("ten_crop", ten_crop)
    check.visible = True
    check.accepts(ten_call(_distinct(4, 6, 2), 4))
    for call, names, because in TEN_REFUSALS:
        check.raises(call, names, because)
    check.finish("refuses what cannot be right")


# ------------------------------------------------------------------------------------------- ensemble_predict


def ensemble_call(probabilities: np.ndarray) -> Call:
    """ensemble_predict(probabilities)"""
    return Call({"probabilities": probabilities})


WORKED_ENSEMBLE = ensemble_call(
    np.array(
        [[[0.9, 0.1, 0.0], [0.2, 0.5, 0.3]], [[0.4, 0.6, 0.0], [0.3, 0.1, 0.6]], [[0.3, 0.7, 0.0], [0.1, 0.5, 0.4]]]
    )
)


def _probabilities(random: np.random.Generator, models: int, images: int, classes: int) -> np.ndarray:
    """Probabilities (M, N, K) in hundredths, whose mean has no tie and often another winner than the votes."""
    found: list[np.ndarray] = []
    while len(found) < images:
        parts = np.stack([random.multinomial(100, random.dirichlet(np.full(classes, 0.6))) for _ in range(models)])
        total = np.sort(parts.sum(axis=0))
        if total[-1] > total[-2] + 2:
            found.append(parts / 100)
    return np.stack(found, axis=1)


ENSEMBLE_CALLS = [
    WORKED_ENSEMBLE,
    ensemble_call(_probabilities(np.random.default_rng(3), 3, 12, 4)),
    ensemble_call(_probabilities(np.random.default_rng(4), 5, 16, 5)),
    ensemble_call(_probabilities(np.random.default_rng(5), 4, 4, 4)),
    ensemble_call(_probabilities(np.random.default_rng(6), 1, 5, 3)),
]


def check_ensemble_predict_values(ensemble_predict: Any) -> None:
    """The worked example and fixed tables."""
    _ensemble(ensemble_predict, ENSEMBLE_CALLS, visible=True)


def check_ensemble_predict_hidden(ensemble_predict: Any) -> None:
    """Random tables, among them one where votes and mean disagree everywhere."""
    random = rng()
    shapes = [
        (3, 8, 4),
        (int(random.integers(2, 7)), int(random.integers(5, 15)), int(random.integers(3, 8))),
        (1, 4, 3),
    ]
    _ensemble(
        ensemble_predict, [ensemble_call(_probabilities(random, *shape)) for shape in shapes] + [_disagree(random)]
    )


def _disagree(random: np.random.Generator) -> Call:
    """Two of three models lean slightly to one class, the third is sure of another."""
    tables = []
    for _ in range(6):
        sure, other, third = random.permutation(3)
        table = np.zeros((3, 3))
        table[:2, other], table[:2, sure], table[:2, third] = 0.5, 0.4, 0.1
        table[2, sure], table[2, third] = 0.95, 0.05
        tables.append(random.permutation(table))
    return ensemble_call(np.stack(tables, axis=1))


def _ensemble(ensemble_predict: Any, calls: Sequence[Call], visible: bool = False) -> None:
    from utils.checks import oracles_week08 as oracles

    check = _check("ensemble_predict", ensemble_predict)
    check.visible = visible
    for call in calls:
        check.array(call, oracles.ensemble(call.required["probabilities"]))
    check.finish()


# ------------------------------------------------------------------------------------------- split_then_augment


def split_scene(count: int, test_size: int, copies: int, *, calls: int = 1, seed: int = 0, classes: int = 2) -> Scene:
    """split_then_augment(images, labels, augment, test_size, copies, rng); each image knows who it is by channel 0"""
    random = np.random.default_rng(seed)
    images = random.integers(0, 10, (count, 2, 2, 3)).astype(np.float32)
    images[..., 0] = np.arange(count)[:, None, None]
    labels = random.permutation(np.arange(count) % classes)
    often = f", {calls} times" if calls > 1 else ""
    text = f"split_then_augment(images {images.shape}, labels, augment, {test_size}, {copies}, rng){often}"
    options = {"images": images, "labels": labels, "test_size": test_size, "copies": copies}
    return Scene({}, {**options, "seed": seed, "calls": calls}, text=text)


_SPLIT = {
    "shape": [split_scene(8, 2, 2), split_scene(12, 5, 1, seed=1), split_scene(9, 3, 0, seed=2)],
    "leak": [split_scene(12, 4, 2, calls=3, seed=3)],
    "copies": [split_scene(10, 3, 3, calls=2, seed=4, classes=5)],
    "random": [split_scene(8, 2, 1, calls=120, seed=5)],
}


class _Parts:
    """Four arrays, read: who is in them, and what was done to them."""

    def __init__(self, scene: Scene, value: Any) -> None:
        self.images, self.labels = scene.options["images"], scene.options["labels"]
        self.shapes: list[tuple[int, ...] | None] = []
        self.readable = False
        self.strangers: list[bool] = []
        if not isinstance(value, (tuple, list)) or len(value) != 4:
            return
        arrays = [as_array(plain(part)) for part in value]
        self.shapes = [None if array is None else array.shape for array in arrays]
        x, y, test_x, test_y = arrays
        if x is None or y is None or test_x is None or test_y is None:
            return
        tail = self.images.shape[1:]
        if (
            x.shape[1:] != tail
            or test_x.shape[1:] != tail
            or x.shape[:1] != y.shape
            or test_x.shape[:1] != test_y.shape
        ):
            return
        self.x, self.y, self.test_x, self.test_y = x, y, test_x, test_y
        self.who, self.test_who = self._names(x), self._names(test_x)
        self.strangers = [bool((names < 0).any()) for names in (self.who, self.test_who)]
        self.readable = not any(self.strangers)

    def _names(self, images: np.ndarray) -> np.ndarray:
        """Indices of the originals; -1 where there is none."""
        numbers = images[:, :, :, 0].reshape(len(images), -1)
        known = np.isin(numbers, np.arange(len(self.images))).all(axis=1) & (np.ptp(numbers, axis=1) == 0)
        return np.where(known, numbers[:, 0], -1).astype(int)

    def original(self, images: np.ndarray, who: np.ndarray) -> np.ndarray:
        """Which of some images are originals."""
        return np.array([np.array_equal(one, self.images[name]) for one, name in zip(images, who, strict=True)], bool)

    def altered(self) -> np.ndarray:
        """By how much a training image's second channel was raised, if evenly, else NaN."""
        rises = (self.x - self.images[self.who])[..., 1:].reshape(len(self.x), -1)
        return np.where(np.ptp(rises, axis=1) < 1e-3, rises.mean(axis=1), np.nan)

    def label_errors(self) -> list[str]:
        """Which images have the label of another one: originals, copies, test images."""
        wrong, plain_ones = self.y != self.labels[self.who], self.original(self.x, self.who)
        found = {"an original in training": wrong[plain_ones], "a copy": wrong[~plain_ones]}
        found["a test image"] = self.test_y != self.labels[self.test_who]
        return [name for name, errors in found.items() if errors.any()]

    def makes(self, copies: int) -> list[str]:
        """What is wrong with originals and copies in the training set."""
        plain_ones, wrong = self.original(self.x, self.who), []
        originals, augmented = Counter(self.who[plain_ones]), Counter(self.who[~plain_ones])
        members = sorted(set(self.who))
        if any(originals[name] != 1 for name in members):
            wrong.append(
                "an original is missing" if any(not originals[n] for n in members) else "originals more than once"
            )
        if any(augmented[name] != copies for name in members):
            wrong.append(
                f"{min(augmented[n] for n in members)} to {max(augmented[n] for n in members)} copies of an image"
            )
        rises = self.altered()[~plain_ones]
        if not np.isfinite(rises).all() or (rises > 2 + 1e-3).any():
            wrong.append("a copy that is not what augment(image, rng) makes of an original")
        elif len(np.unique(rises.round(5))) < len(rises):
            names = self.who[~plain_ones]
            twins = any(len(np.unique(rises[names == name].round(5))) < copies for name in members)
            wrong.append(f"the same distortion {'in two copies of an image' if twins else 'of two images'}")
        return wrong


def _tell_split(aspect: str) -> Tell:
    def tell(scene: Scene, found: Mapping[str, Any]) -> list[str]:
        tokens: set[str] = set()
        members: list[frozenset[int]] = []
        for value in found["values"]:
            parts = _Parts(scene, value)
            if aspect == "shape" or not parts.readable:
                listed = value if isinstance(value, (tuple, list)) and len(value) < 10 else [value]
                kinds = "" if parts.shapes else [type(part).__name__ for part in listed]
                tokens.add(f"{parts.shapes} {parts.strangers} {kinds}")
                continue
            members.append(frozenset(parts.test_who.tolist()))
            if aspect == "leak":
                wrong = _leaks(parts)
                tokens.add(f"{wrong} {len(parts.x)} {len(parts.test_x)}" if wrong else "")
            elif aspect == "copies":
                tokens.add(f"{parts.makes(scene.options['copies'])} {parts.label_errors()}")
        if aspect == "random":
            tested = frozenset[int]().union(*members)
            fixed = members[0] if len(set(members)) == 1 else frozenset()
            tokens.add(f"{len(tested)} {sorted(fixed)} {len(set(members)) > 10} {_own_split(found)}")
        if aspect == "leak":
            tokens.add(f"{found['changed']}")
        return sorted(tokens)

    return tell


def _leaks(parts: _Parts) -> str:
    """What is wrong with the test set."""
    wrong = []
    tested, plain_ones = set(parts.test_who.tolist()), parts.original(parts.x, parts.who)
    for what, names in (("test images", parts.who[plain_ones]), ("copies of test images", parts.who[~plain_ones])):
        if shared := tested & set(names.tolist()):
            wrong.append(f"{what} in training, of {len(shared)} of {len(tested)}")
    if not parts.original(parts.test_x, parts.test_who).all():
        some = parts.original(parts.test_x, parts.test_who).any()
        wrong.append("some test images were augmented" if some else "test images were augmented")
    if len(set(parts.test_who.tolist())) < len(parts.test_who):
        wrong.append("a test image is there twice")
    if len(set(parts.who.tolist()) | set(parts.test_who.tolist())) < len(parts.images):
        wrong.append("an image is in neither part")
    return "; ".join(wrong)


def _own_split(found: Mapping[str, Any]) -> str:
    def one(values: Sequence[Any]) -> list[str]:
        return [token(plain(part)) if i % 2 else token(_who(part)) for v in values for i, part in _listed(v)]

    return f"{one(found['values']) == one(found['again'])} {found['used']} {found['others']}"


def _listed(value: Any) -> Iterable[tuple[int, Any]]:
    return enumerate(value if isinstance(value, (tuple, list)) else [value])


def _who(part: Any) -> Any:
    array = as_array(plain(part))
    return part if array is None else array


def _split_parts(check: Check, scene: Scene, aspects: Sequence[str]) -> tuple[Mapping[str, Any], list[_Parts]] | None:
    """The answers, read; None when one cannot be."""
    found = _found(check, scene, aspects)
    if found is None:
        return None
    parts = [_Parts(scene, value) for value in found["values"]]
    for one, value in zip(parts, found["values"], strict=True):
        if not one.readable or not one.shapes:
            yours = " ".join(map(str, one.shapes)) if one.shapes else describe(value)
            lines = [("yours", yours), ("expected", "train images, train labels, test images, test labels")]
            check.find("shape", "wrong kind of answer", lines, call=scene, aspects=aspects)
            return None
    return found, parts


def check_split_then_augment_shape(split_then_augment: Any) -> None:
    """Four arrays of the right lengths."""
    check = _check("split_then_augment", split_then_augment, probes.split_by)
    aspects = ("shape", "leak", "copies")
    for scene in _SPLIT["shape"]:
        found = _found(check, scene, aspects)
        if found is None:
            continue
        tail, test, copies = scene.options["images"].shape[1:], scene.options["test_size"], scene.options["copies"]
        train = (len(scene.options["images"]) - test) * (1 + copies)
        expected = [(train, *tail), (train,), (test, *tail), (test,)]
        shapes = _Parts(scene, found["values"][0]).shapes
        if shapes != expected:
            yours = " ".join(map(str, shapes)) if shapes else describe(found["values"][0])
            lines = [("yours", yours), ("expected", " ".join(map(str, expected)))]
            check.find("shape", "wrong shapes", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> {' '.join(map(str, expected))}")
    check.finish("four arrays of the right lengths")


def check_split_then_augment_leak(split_then_augment: Any) -> None:
    """No test image, and no copy of one, is in the training set; the test images are the originals."""
    _split_leaks(split_then_augment, _SPLIT["leak"])


def check_split_then_augment_leak_hidden(split_then_augment: Any) -> None:
    """Random numbers of images and copies."""
    _split_leaks(split_then_augment, [_random_split()])


def _random_split() -> Scene:
    random = rng()
    count, test, copies, seed = (int(n) for n in random.integers((9, 2, 1, 0), (16, 5, 4, 10**6)))
    return split_scene(count, test, copies, seed=seed, classes=4)


def _split_leaks(split_then_augment: Any, scenes: Sequence[Scene]) -> None:
    check = _check("split_then_augment", split_then_augment, probes.split_by)
    aspects = ("leak", "copies", "shape")
    for scene in scenes:
        answer = _split_parts(check, scene, aspects)
        if answer is None:
            continue
        found, parts = answer
        if wrong := next(filter(None, map(_leaks, parts)), ""):
            check.find("values", "the test set is not apart", [("seen", wrong)], call=scene, aspects=aspects)
        if not all(len(one.test_x) and len(one.x) for one in parts):
            check.find("shape", "an empty part", [("seen", "no images in it")], call=scene, aspects=aspects)
        if found["changed"]:
            lines = [("changed", "images or labels: work on copies, the caller still needs the originals")]
            check.find("edge cases", "changed its input", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> the test set is apart")
    check.finish("the test set is apart from the training set")


def check_split_then_augment_copies(split_then_augment: Any) -> None:
    """In training, each image once as it is and so many copies, each made anew; labels go with their images."""
    _split_copies(split_then_augment, _SPLIT["copies"])


def check_split_then_augment_copies_hidden(split_then_augment: Any) -> None:
    """Random numbers of images and copies."""
    _split_copies(split_then_augment, [_random_split()])


def _split_copies(split_then_augment: Any, scenes: Sequence[Scene]) -> None:
    check = _check("split_then_augment", split_then_augment, probes.split_by)
    aspects = ("copies", "leak", "shape")
    for scene in scenes:
        answer = _split_parts(check, scene, aspects)
        if answer is None:
            continue
        for one in answer[1]:
            if wrong := one.makes(scene.options["copies"]):
                check.find("values", "wrong training set", [("seen", wrong[0])], call=scene, aspects=aspects)
            if mixed := one.label_errors():
                lines = [("seen", f"{mixed[0]} with the label of another image")]
                check.find("edge cases", "labels do not follow their images", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> originals, copies and labels")
    check.finish("originals and fresh copies, each with its label")


def check_split_then_augment_random(split_then_augment: Any) -> None:
    """Every image is in the test set at times, and all chance comes from rng."""
    _split_chance(split_then_augment, _SPLIT["random"])


def check_split_then_augment_random_hidden(split_then_augment: Any) -> None:
    """Another seed."""
    _split_chance(split_then_augment, [split_scene(8, 2, 1, calls=120, seed=int(rng().integers(10**6)))])


def _split_chance(split_then_augment: Any, scenes: Sequence[Scene]) -> None:
    check = _check("split_then_augment", split_then_augment, probes.split_by)
    aspects = ("random", "leak", "copies", "shape")
    for one in scenes:
        answer = _split_parts(check, one, aspects)
        if answer is None:
            continue
        found, parts = answer
        counts = Counter(name for part in parts for name in set(part.test_who.tolist()))
        never = [name for name in range(8) if not counts[name]]
        if never:
            lines = [("never tested", f"image {never[0]}" + (f" and {len(never) - 1} more" if never[1:] else ""))]
            check.find("values", "the split is not random", lines, call=one, aspects=aspects)
        _judge_generator_of_split(check, one, found, aspects)
        check.show(f"{one.text} -> every image is tested at times")
    check.finish("split at random, by rng alone")


def _judge_generator_of_split(check: Check, scene: Scene, found: Mapping[str, Any], aspects: Sequence[str]) -> None:
    same, used, *_ = _own_split(found).split()
    values = {"values": found["values"], "again": found["again"], "used": used == "True", "others": found["others"]}
    if same == "True":
        values["again"] = values["values"]
    _judge_generator(check, scene, values, aspects)


PROBES: dict[str, Probes] = {
    "freeze": {
        "values": _tokens(probes.frozen_by, _FREEZE["values"], _tell_frozen),
        "rest": _tokens(probes.frozen_by, _FREEZE["rest"], _tell_rest),
    },
    "trainable_parameters": {"values": _tokens(probes.counted, _COUNT, lambda scene, value: [token(value)])},
    "replace_head": {
        "shape": _tokens(probes.reheaded, _HEAD["shape"], _tell_logits),
        "body": _tokens(probes.reheaded, _HEAD["body"], _tell_body),
        "learns": _tokens(probes.reheaded, _HEAD["learns"], _tell_learning),
    },
    "extract_features": {
        "values": _tokens(probes.extracted, _EXTRACT_SCENES["values"], _tell_extracted),
        "pairs": _tokens(probes.extracted, _EXTRACT_SCENES["pairs"], _tell_extracted),
        "mode": _tokens(probes.extracted, _EXTRACT_SCENES["mode"], _tell_extract_mode),
        "after": _tokens(probes.extracted, _EXTRACT_SCENES["after"], _tell_extract_after),
    },
    "parameter_groups": {aspect: _tokens(probes.grouped, scenes, _tell_groups) for aspect, scenes in _GROUPS.items()},
    "random_mirror": {
        "values": _tokens(probes.drawn, _MIRROR["values"], _tell_mirror_values),
        "random": _tokens(probes.drawn, _MIRROR["random"], _tell_mirror),
    },
    "random_crop": {
        "values": _tokens(probes.drawn, _CROP["values"], _tell_crop),
        "random": _tokens(probes.drawn, _CROP["random"], _tell_crop_random),
        "errors": _crop_errors,
    },
    "pca_color_shift": call_probes(PCA_CALLS, floats=PCA_FLOATS),
    "ten_crop": {
        "values": lambda answer: call_probes(TEN_CALLS)["values"](_any_order(answer)),
        "mutation": call_probes(TEN_CALLS)["mutation"],
        "errors": call_probes([], errors=[(call, names) for call, names, _ in TEN_REFUSALS])["errors"],
    },
    "ensemble_predict": call_probes(ENSEMBLE_CALLS),
    "split_then_augment": {
        aspect: _tokens(probes.split_by, _SPLIT[aspect], _tell_split(aspect))
        for aspect in ("leak", "copies", "shape", "random")
    },
}
