"""Checks of `extract_features`: what a body answers to every image of a loader, as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import transfer_probes as probes
from utils.checks.fingerprints import Probes, token
from utils.checks.modes import MODE, PARTS, modes_token
from utils.checks.report import Check, as_array, describe, rng
from utils.checks.scenes import Scene, ask, ask_all, probed_check
from utils.checks.tensors import plain, shown
from utils.checks.torch_probes import Arrays
from utils.checks.week08.networks import STATISTICS, changed_modes, changed_names
from utils.checks.week08.reports import report_tokens


def _check(extract_features: Any) -> Check:
    return probed_check("extract_features", extract_features, PROBES, probes.extracted)


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
    return [modes_token(seen), f"{sorted({call['recorded'] for call in seen})}"]


def _tell_extract_after(scene: Scene, found: Mapping[str, Any]) -> list[str]:
    learning = all(found["flags"].values())
    changed = changed_names(scene.options["state"], found["state"])
    return [f"{changed_modes(found, scene)} {changed} {learning} {found['recording']} {len(found['seen']) > 0}"]


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

    found = ask(check, scene, aspects)
    if found is None:
        return None
    pair = _pair(found["value"])
    if pair is None or not all(isinstance(part, np.ndarray) and part.dtype.kind in "iuf" for part in pair):
        yours = describe(found["value"]) if pair is None else " and ".join(map(shown, pair))
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
    check = _check(extract_features)
    for scene in _EXTRACT_SCENES["values"]:
        _judge_extracted(check, scene, ("values", "mode"))
    _judge_extracted(check, _EXTRACT_SCENES["pairs"][0], ("pairs", "values", "mode"))
    check.finish("features and labels as NumPy arrays, in the loader's order")


def check_extract_features_hidden(extract_features: Any) -> None:
    """Random models, images and sizes of batches; once the last batch is a single image."""
    random = rng()
    check = _check(extract_features)
    for count, batch in ((9, 4), (int(random.integers(5, 12)), 2), (6, 6)):
        features, size, seed = (int(number) for number in random.integers((2, 2, 0), (6, 6, 10**6)))
        x, y = _rows(count, features, seed), random.integers(0, 10, count)
        order = [int(index) for index in random.permutation(count)] if batch == 2 else None
        scene = extract_scene(_extractor(features, size, seed), x, y, batch, order=order)
        _judge_extracted(check, scene, ("values", "mode"))
    check.finish()


def check_extract_features_mode(extract_features: Any) -> None:
    """Called in eval mode, and without recording gradients."""
    check = _check(extract_features)
    aspects = ("mode", "values", "pairs")
    for scene, found in ask_all(check, _EXTRACT_SCENES["after"], aspects):
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
        found = ask(check, echoed, aspects)
        if found is not None and (echo := _echoes(echoed, found["value"])):
            lines = [("in the features", echo), ("expected", "the same features as without recording")]
            check.find("gradient", "gradients were recorded", lines, call=echoed, aspects=aspects)
    check.finish("in eval mode, and without gradients")


def check_extract_features_untouched(extract_features: Any) -> None:
    """The mode in which the model was found, its numbers and its statistics."""
    check = _check(extract_features)
    aspects = ("after", "values", "mode")
    for scene, found in ask_all(check, _EXTRACT_SCENES["after"], aspects):
        if not found["seen"] or found["value"] is None:
            lines = [("yours", describe(found["value"])), ("expected", "features and labels")]
            check.find("values", "no features", lines, call=scene, aspects=aspects)
        training = scene.options["training"]
        left = [f"it was in {MODE[training]} mode, and is not any more"] if changed_modes(found, scene) else []
        numbers = changed_names(scene.options["state"], found["state"])
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


PROBES: dict[str, Probes] = {
    "extract_features": {
        "values": report_tokens(probes.extracted, _EXTRACT_SCENES["values"], _tell_extracted),
        "pairs": report_tokens(probes.extracted, _EXTRACT_SCENES["pairs"], _tell_extracted),
        "mode": report_tokens(probes.extracted, _EXTRACT_SCENES["mode"], _tell_extract_mode),
        "after": report_tokens(probes.extracted, _EXTRACT_SCENES["after"], _tell_extract_after),
    }
}
