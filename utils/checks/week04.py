"""Checks of week 4, a network in PyTorch: its input, its parts, its loop and its file.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. Models, loaders
and files are made where the student's code runs (`utils.checks.torch_probes`); numbers are compared here, with an
independent oracle. Functions that end in `_hidden` or `_digits` draw their cases from `rng()`.
"""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import torch_probes as probes
from utils.checks.fingerprints import NOTHING, Probes, call_probes, name_idea, token
from utils.checks.probe import probe
from utils.checks.report import Call, Check, as_array, describe, rng, run
from utils.checks.scenes import Scene, beside
from utils.checks.week01 import Refusal, integers

Function = Callable[..., Any]
Arrays = dict[str, np.ndarray]
IMAGE = (1, 28, 28)
SHAPES = ((10, 1, 5, 5), (10,), (20, 10, 5, 5), (20,), (50, 320), (50,), (10, 50), (10,))
WEIGHTS = 21_840
SGD_STILL = {"kind": "SGD", "lr": 0.0}
SGD = {"kind": "SGD", "lr": 0.25}
CROSS_ENTROPY = {"kind": "CrossEntropyLoss"}
SMOOTHED = {"kind": "CrossEntropyLoss", "label_smoothing": 0.2}
MARGIN = {"kind": "MultiMarginLoss"}
SECONDS, EPOCHS, BAR, DIGITS, BATCH = 60.0, 8, 0.85, 2000, 32
ADAM = {"kind": "Adam", "lr": 0.003}
FAST_ADAM = {"kind": "Adam", "lr": 0.005}
PHRASES = (
    "inplace operation",
    "does not require grad",
    "must be an nn.Module",
    "must be Tensor, not ReLU",
    "mat1 and mat2",
)
MODE = {True: "train", False: "eval"}


def _check(question: str, answer: Any) -> Check:
    def look_up(aspects: Sequence[str]) -> Any:
        return name_idea(question, answer, PROBES[question], aspects)

    return Check(question, answer, name_idea=look_up)


def _attempt(check: Check, prober: Function, answer: Any, scene: Scene, aspects: Sequence[str]) -> Any:
    """What the probe returns; None when the student's code raised, which is then a finding."""
    if not callable(answer):
        return None
    check.function = functools.partial(probe, prober, answer)
    outcome = run(check.function, scene)
    if outcome.error is None or isinstance(outcome.error, NotImplementedError):
        found = check.attempt(scene) if outcome.error is not None else outcome
        check.calls += outcome.error is None
        return None if found is None else found.value
    lines = [("it raised", f"{type(outcome.error).__name__}: {' '.join(str(outcome.error).split())}"[:160])]
    check.find("values", "stopped by an exception", lines, call=scene, aspects=aspects)
    return None


def plain(value: Any) -> Any:
    """A tensor as an array of its own; anything else as it is."""
    import torch

    return np.array(value.detach().cpu().numpy()) if isinstance(value, torch.Tensor) else value


def as_number(value: Any) -> float | None:
    """A float, int, scalar of NumPy or a tensor without axes; None for anything else."""
    array = as_array(plain(value))
    return float(array) if array is not None and array.shape == () else None


def _keeps_graph(value: Any) -> bool:
    import torch

    return isinstance(value, torch.Tensor) and bool(value.requires_grad)


def _shown(value: Any) -> str:
    """As `describe`, for tensors too."""
    import torch

    if not isinstance(value, torch.Tensor):
        return describe(value)
    return f"a tensor of shape {tuple(value.shape)} and dtype {str(value.dtype).removeprefix('torch.')}"


def _near(number: float, expected: float) -> bool:
    return abs(number - expected) <= 1e-4 * max(1.0, abs(expected))


def _trouble(error: BaseException | None) -> str:
    """An exception as a token of a fingerprint; recognisable only by what PyTorch says of well-known mistakes."""
    kind = next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
    said = [phrase for phrase in PHRASES if phrase in str(error)]
    return f"raised {kind}: {said[0]}" if said else NOTHING + kind


# ------------------------------------------------------------------------------------------- to_nchw


def pixels_call(images: np.ndarray) -> Call:
    """to_nchw(images)"""
    return Call({"images": images})


def _bytes(*shape: int, seed: int = 1) -> np.ndarray:
    """Fixed uint8 numbers without symmetry, the same on every machine."""
    return ((integers(*shape, seed=seed) + 7) * 17).astype(np.uint8)


def _marked(*pixels: tuple[int, int, int, int]) -> np.ndarray:
    """Black images with a few pixels (image, row, column, value)."""
    images = np.zeros((1 + max(image for image, *_ in pixels), 28, 28), np.uint8)
    for image, row, column, value in pixels:
        images[image, row, column] = value
    return images


IMAGES = ("images", "image")
_AXES = "images must have 3 axes (N, 28, 28)"
_DTYPE = "images must be uint8, 0 to 255"
NCHW_REFUSALS: list[Refusal] = [
    (pixels_call(_bytes(28, 28)), IMAGES, _AXES),
    (pixels_call(_bytes(2, 28, 28, 1)), IMAGES, _AXES),
    (pixels_call(_bytes(2, 1, 28, 28)), IMAGES, _AXES),
    (pixels_call((_bytes(2, 28, 28) / 255).astype(np.float32)), IMAGES, _DTYPE),
    (pixels_call(_bytes(1, 28, 28) / 255), IMAGES, _DTYPE),
]


def _nchw_values(to_nchw: Function) -> list[str]:
    tokens = []
    for images in (_bytes(3, 28, 28), _marked((0, 3, 5, 255), (1, 20, 2, 128)), _bytes(1, 28, 28, seed=3)):
        outcome = run(to_nchw, pixels_call(images))
        value = outcome.value
        answer = plain(value)
        kind = "array" if answer is value else str(answer.dtype)
        tokens.append(_trouble(outcome.error) if outcome.error is not None else f"{kind} {token(answer)}")
    return tokens


def _tensor(check: Check, images: np.ndarray, expected: np.ndarray) -> None:
    """to_nchw(images) must be a float32 tensor with these values."""
    call = pixels_call(images)
    outcome = check.attempt(call)
    if outcome is None:
        return
    answer = plain(outcome.value)
    if answer is outcome.value:
        lines = [("yours", describe(answer)), ("expected", f"a torch.Tensor of shape {expected.shape}")]
        check.find("shape", "wrong kind of answer", lines, call=call, aspects=("values",))
    elif answer.shape == expected.shape and answer.dtype != np.float32:
        lines = [("dtype", f"{answer.dtype}, expected float32: the dtype of the weights")]
        check.find("dtype", "wrong dtype", lines, call=call, aspects=("values",))
    else:
        check.compare(call, answer, expected.astype(np.float32))


def check_to_nchw_shape(to_nchw: Any) -> None:
    """A float32 tensor (N, 1, 28, 28) for one, two and five digits."""
    check = _check("to_nchw", to_nchw)
    for count in (2, 1, 5):
        call = pixels_call(_bytes(count, 28, 28))
        outcome = check.attempt(call, "shape")
        if outcome is None:
            break
        answer, expected = plain(outcome.value), (count, 1, 28, 28)
        is_tensor = answer is not outcome.value
        if not is_tensor or answer.shape != expected or answer.dtype != np.float32:
            lines = [("yours", _shown(outcome.value)), ("expected", f"a tensor of shape {expected}, dtype float32")]
            stage = "dtype" if is_tensor and answer.shape == expected else "shape"
            check.find(stage, f"wrong {stage}" if is_tensor else "no tensor", lines, call=call, aspects=("values",))
        check.show(f"{call.describe('to_nchw')} -> {_shown(outcome.value)}")
    check.finish("a float32 tensor with the channel axis in second place")


def check_to_nchw_values(to_nchw: Any) -> None:
    """Paper, ink and grey at known places."""
    check = _check("to_nchw", to_nchw)
    images = _marked((0, 3, 5, 255), (1, 20, 2, 128))
    expected = np.full((2, 1, 28, 28), -0.424213)
    expected[0, 0, 3, 5], expected[1, 0, 20, 2] = 2.821487, 1.205015
    _tensor(check, images, expected)
    check.show("paper 0 -> -0.4242, ink 255 at [0, 0, 3, 5] -> 2.8215, grey 128 at [1, 0, 20, 2] -> 1.2050")
    check.finish()


def check_to_nchw_hidden(to_nchw: Any) -> None:
    """Random bytes in one to six images."""
    from utils.checks import oracles_week04 as oracles

    random = rng()
    check = _check("to_nchw", to_nchw)
    for count in (1, 3, int(random.integers(2, 7)), 28):
        images = random.integers(0, 256, (count, 28, 28)).astype(np.uint8)
        _tensor(check, images, oracles.to_nchw(images))
    _tensor(check, np.full((2, 28, 28), 255, np.uint8), np.full((2, 1, 28, 28), 2.821487))
    check.finish()


def check_to_nchw_errors(to_nchw: Any) -> None:
    """Axes and numbers that cannot be right."""
    check = _check("to_nchw", to_nchw)
    check.visible = True
    check.accepts(pixels_call(_bytes(1, 28, 28)))
    for call, names, because in NCHW_REFUSALS:
        check.raises(call, names, because)
    check.finish("refuses what cannot be right")


# ------------------------------------------------------------------------------------------- MnistNet

NET_ASPECTS = ("inventory", "logits", "dropout", "gradients", "twins", "training")


def _small_weights() -> list[np.ndarray]:
    """Weights of -1, 0 and 1: all sums are small integers, exact in float32."""
    random = np.random.default_rng(1)
    return [random.integers(-1, 2, shape).astype(np.float32) for shape in SHAPES]


def _small_images(count: int, seed: int = 50) -> np.ndarray:
    return np.random.default_rng(seed).integers(-1, 3, (count, *IMAGE)).astype(np.float32)


def _random_weights(random: np.random.Generator) -> list[np.ndarray]:
    """Weights that keep the size of activations about the same from layer to layer."""
    scales = [1.5 / math.sqrt(np.prod(shape[1:])) if len(shape) > 1 else 0.3 for shape in SHAPES]
    return [(scale * random.normal(size=shape)).astype(np.float32) for scale, shape in zip(scales, SHAPES, strict=True)]


def _tell_tale(maps: Sequence[int]) -> list[np.ndarray]:
    """Weights by which logits of white images say what was dropped.

    Both convolutions pass ones on. Five hidden units k, 10 + k, ..., 40 + k sum the 16 pixels of map `maps[k]`, pixel p
    counted 2^p times; logit k adds up the five.
    """
    weights = [np.zeros(shape) for shape in SHAPES]
    weights[0][:, 0, 2, 2] = 1
    for out in range(20):
        weights[2][out, out % 10, 2, 2] = 1
    for unit in range(50):
        weights[4][unit, 16 * maps[unit % 10] : 16 * maps[unit % 10] + 16] = 2.0 ** np.arange(16)
        weights[6][unit % 10, unit] = 1
    return weights


UNIT = 2**16 - 1


def _dropped(logits: Any) -> np.ndarray | None:
    """Logits of `_tell_tale` in units of one map in one hidden unit."""
    array = as_array(plain(logits))
    return array / UNIT if array is not None and array.ndim == 2 and np.isfinite(array).all() else None


def _strengths(units: np.ndarray) -> str:
    """The different strengths that occur, or that there are many."""
    found = sorted({round(float(unit), 3) for unit in units.ravel()})
    return " ".join(f"{unit:g}" for unit in found) if len(found) <= 24 else "many"


def _together(units: np.ndarray) -> float:
    """Correlation of being dropped, between maps that read the same map of the first convolution."""
    kept = (units > 0).astype(float)
    one, other = kept[:, 0::2] - kept.mean(), kept[:, 1::2] - kept.mean()
    return float((one * other).mean() / max(kept.var(), 1e-9))


def _pairs(some: Iterable[int]) -> list[int]:
    """Ten maps: five, each followed by the other one that reads the same map of the first convolution."""
    return [index for first in some for index in (int(first), int(first) + 10)]


def _tell_scene(maps: Sequence[int], training: bool, seed: int = 0) -> Scene:
    images = np.ones((240, *IMAGE), np.float32)
    text = f"model(x {images.shape}) in {MODE[training]} mode, weights that show what is dropped"
    return Scene({"arrays": _tell_tale(maps), "images": images, "training": training, "seed": seed}, text=text)


def _dropout_tokens(kind: Function) -> list[str]:
    tokens = []
    for training in (False, True):
        outcome = beside(probes.net_logits, kind, _tell_scene(_pairs(range(5)), training))
        units = _dropped(outcome.value) if outcome.error is None else None
        if units is None:
            tokens.append(NOTHING)
            continue
        zeros, alike = (units == 0).mean(), (np.ptp(1 * (units > 0), axis=1) == 0).mean()
        mean = round(float(units.mean()) / 2.5) * 2.5 if _strengths(units) == "many" else 0
        coarse = (round(4 * zeros) / 4, round(3 * _together(units)) / 3, round(2 * alike) / 2, mean)
        tokens.append(f"{_strengths(units)} {' '.join(f'{number + 0.0:.2f}' for number in coarse)}")
    return tokens


def _logit_tokens(kind: Function) -> list[str]:
    tokens = []
    for images in (_small_images(3), _small_images(1, seed=60)):
        outcomes = [beside(probes.net_logits, kind, _logit_scene(_small_weights(), images, seed)) for seed in (0, 1)]
        errors = [outcome.error for outcome in outcomes if outcome.error is not None]
        answers = [token(plain(outcome.value)) for outcome in outcomes]
        tokens.append(_trouble(errors[0]) if errors else answers[0] if answers[0] == answers[1] else NOTHING + "random")
    return tokens


def _inventory_tokens(kind: Function) -> list[str]:
    outcome = beside(probes.net_inventory, kind, Call({"image_shape": IMAGE}))
    if outcome.error is not None:
        return [_trouble(outcome.error)]
    rows = [(math.prod(shape), bool(learns)) for _, shape, learns in outcome.value["parameters"]]
    return [str(sorted(rows))]


def _logit_scene(weights: Sequence[np.ndarray], images: np.ndarray, seed: int = 0) -> Scene:
    text = f"model(x {images.shape}) in eval mode, weights given"
    return Scene({"arrays": list(weights), "images": images, "training": False, "seed": seed}, text=text)


def _gradient_scene(seed: int | None = None) -> Scene:
    random = np.random.default_rng(7) if seed is None else np.random.default_rng(seed)
    images = random.normal(size=(6, *IMAGE)).astype(np.float32)
    arguments = {"arrays": _random_weights(random), "images": images, "labels": random.integers(0, 10, 6)}
    return Scene(arguments, text="cross_entropy(model(x (6, 1, 28, 28)), y).backward() in eval mode, weights given")


def _gradient_tokens(kind: Function) -> list[str]:
    outcome = beside(probes.net_gradients, kind, _gradient_scene())
    if outcome.error is not None:
        return [_trouble(outcome.error)]
    return ["none" if g is None else "some" if np.abs(g).max() > 0 else "zero" for g in outcome.value]


def _twin_scene() -> Scene:
    text = "two networks; weights are written into the first"
    return Scene({"arrays": _small_weights(), "image_shape": IMAGE}, text=text)


def _changed_twin(value: Any) -> bool:
    before, after = value
    return any(not np.array_equal(one, other) for one, other in zip(before, after, strict=True))


def _twin_tokens(kind: Function) -> list[str]:
    outcome = beside(probes.net_twins, kind, _twin_scene())
    if outcome.error is not None:
        return [_trouble(outcome.error)]
    still = any(array.ndim > 1 and np.ptp(array) == 0 for array in outcome.value[0] if array is not None)
    return [f"shared {_changed_twin(outcome.value)}, all alike {still}"]


def _training_tokens(kind: Function) -> list[str]:
    images, labels = _small_images(4), np.arange(4)
    arguments = {"shapes": SHAPES, "arrays": None, "images": images, "labels": labels, "batch": 4, "steps": 1}
    outcome = beside(probes.net_learns, kind, Call({**arguments, "optimizer": ADAM, "seed": 0}))
    return [_trouble(outcome.error) if outcome.error is not None else "one step"]


def check_MnistNet_parameters(MnistNet: Any) -> None:  # noqa: N802 - named after the class
    """Eight arrays of weights, 21,840 numbers, all of them learning."""
    check = _check("MnistNet", MnistNet)
    scene = Scene({"image_shape": IMAGE}, text="MnistNet().named_parameters()")
    value = _attempt(check, probes.net_inventory, MnistNet, scene, NET_ASPECTS)
    if value is not None:
        rows = value["parameters"]
        total = sum(math.prod(shape) for _, shape, _ in rows)
        for name, shape, _ in rows:
            check.show(f"{name} {tuple(shape)}: {math.prod(shape):,}")
        wanted = sorted(math.prod(shape) for shape in SHAPES)
        if sorted(math.prod(shape) for _, shape, _ in rows) != wanted:
            listed = [f"{name} {tuple(shape)}" for name, shape, _ in rows[:12]] or ["none"]
            lines = [("parameters", f"{total:,}, expected {WEIGHTS:,}")]
            lines += [("" if number else "registered", text) for number, text in enumerate(listed)]
            check.find("values", "other parameters than asked for", lines, call=scene, aspects=("inventory",))
        elif frozen := [name for name, _, learns in rows if not learns]:
            lines = [("requires_grad is False", ", ".join(frozen))]
            check.find("values", "parameters that do not learn", lines, call=scene, aspects=("inventory",))
    check.finish(f"{WEIGHTS:,} parameters")


def _judge_logits(check: Check, kind: Any, weights: Sequence[np.ndarray], images: np.ndarray) -> None:
    from utils.checks import oracles_week04 as oracles

    scene = _logit_scene(weights, images)
    value = _attempt(check, probes.net_logits, kind, scene, NET_ASPECTS)
    if value is None:
        return
    expected = oracles.mnist_logits(weights, images)
    answer = plain(value)
    array = as_array(answer)
    if array is None or array.shape != expected.shape:
        shown = _shown(value) if array is None else f"{array.shape}, expected {expected.shape}"
        check.find("shape", "wrong shape", [("shape", shown)], call=scene, aspects=NET_ASPECTS)
    elif not np.allclose(array, expected, rtol=1e-3, atol=1e-4 * max(1.0, float(np.abs(expected).max()))):
        worst = int(np.abs(array - expected).max(axis=1).argmax())
        lines = [(f"image {worst}, yours", _row(array[worst])), ("expected", _row(expected[worst]))]
        check.find("values", "other logits than the layers give", lines, call=scene, aspects=NET_ASPECTS)
    check.show(f"{scene.text} -> logits {expected.shape}, as the layers of the table give them")


def _row(numbers: np.ndarray) -> str:
    return " ".join(f"{number:.4g}" for number in numbers)


def check_MnistNet_logits(MnistNet: Any) -> None:  # noqa: N802
    """Known weights, three images and one image; the same images twice."""
    check = _check("MnistNet", MnistNet)
    for images in (_small_images(3), _small_images(1, seed=60)):
        _judge_logits(check, MnistNet, _small_weights(), images)
    scenes = [_logit_scene(_small_weights(), _small_images(2, seed=70), seed) for seed in (0, 1)]
    first, second = (
        as_array(plain(_attempt(check, probes.net_logits, MnistNet, scene, NET_ASPECTS))) for scene in scenes
    )
    if first is not None and second is not None and not np.array_equal(first, second):
        lines = [("seen", "the same images twice in eval mode give different logits")]
        aspects = ("dropout", *NET_ASPECTS)
        check.find("values", "something is random in eval mode", lines, call=scenes[0], aspects=aspects)
    check.finish("logits as expected")


def check_MnistNet_logits_hidden(MnistNet: Any) -> None:  # noqa: N802
    """Random weights, in batches of 1, 2 and 7."""
    random = rng()
    check = _check("MnistNet", MnistNet)
    for count in (2, 1, 7):
        images = random.normal(size=(count, *IMAGE)).astype(np.float32)
        _judge_logits(check, MnistNet, _random_weights(random), images)
    check.finish("logits as expected")


def check_MnistNet_dropout(MnistNet: Any) -> None:  # noqa: N802
    """In train mode half of the maps and half of the hidden units are dropped, in eval mode none."""
    random = rng()
    check = _check("MnistNet", MnistNet)
    maps = _pairs(random.permutation(10)[:5])
    for training in (False, True):
        scene = _tell_scene(maps, training, seed=int(random.integers(1000)))
        value = _attempt(check, probes.net_logits, MnistNet, scene, NET_ASPECTS)
        if value is None:
            continue
        units = _dropped(value)
        if fault := "logits that are no numbers" if units is None else _dropout_fault(units, training):
            aspects = ("dropout", *NET_ASPECTS)
            check.find("values", "other numbers are dropped", [("seen", fault)], call=scene, aspects=aspects)
        share = "half of the maps and of the hidden units" if training else "nothing"
        check.show(f"{MODE[training]} mode: {share} dropped")
    check.finish("dropout in train mode only")


def _dropout_fault(units: np.ndarray, training: bool) -> str | None:
    """What is wrong with `units` of `_tell_tale`: 5 each without dropout, 4 for each kept unit of a kept map."""
    strengths = f"strengths {_strengths(units)[:60]}"
    if not training:
        return None if np.allclose(units, 5, atol=1e-3) else f"{strengths}; without dropout all would be 5"
    if np.allclose(units, units.ravel()[0], atol=1e-3):
        return "nothing is dropped in train mode"
    whole = np.round(units / 4)
    if not np.allclose(units, 4 * whole, atol=1e-3) or whole.min() < 0 or whole.max() > 5:
        return f"{strengths}; whole maps and units, dropped by half, leave 0, 4, 8, 12, 16 or 20"
    kept = (whole > 0).astype(int)
    shares = {"maps": float(kept.mean()) * 32 / 31, "hidden units": float(whole[whole > 0].mean()) / 5 * 31 / 32}
    for name, share in shares.items():
        if not 0.4 < share < 0.6:
            return f"{share:.0%} of the {name} are kept, expected about half"
    if (np.ptp(kept, axis=1) == 0).mean() > 0.1:
        return "all maps of an image are dropped together"
    if np.ptp(kept, axis=0).min() == 0:
        return "a map is dropped in all images of the batch, or in none"
    if any(np.ptp(column[column > 0]) == 0 for column in whole.T):
        return "the same hidden units are dropped in all images"
    if _together(units) > 0.3:
        return "maps that read the same map of the first convolution are dropped together"
    return None


def check_MnistNet_learning(MnistNet: Any) -> None:  # noqa: N802
    """Gradients reach every weight, networks share nothing, and ten digits can be learnt by heart."""
    from utils.checks import oracles_week04 as oracles

    random = rng()
    check = _check("MnistNet", MnistNet)
    scene = _gradient_scene(int(random.integers(10**6)))
    value = _attempt(check, probes.net_gradients, MnistNet, scene, NET_ASPECTS)
    if value is not None:
        expected = oracles.mnist_gradients(*scene.required.values())
        for shape, got, want in zip(SHAPES, value, expected, strict=True):
            near = got is not None and np.allclose(got, want, rtol=1e-2, atol=1e-3 * float(np.abs(want).max()))
            if not near:
                shown = "no gradient" if got is None else f"largest {np.abs(got).max():.4g}"
                lines = [
                    ("weights of shape", str(shape)),
                    ("yours", shown),
                    ("expected", f"largest {np.abs(want).max():.4g}"),
                ]
                check.find("gradient", "other gradients than the layers give", lines, call=scene, aspects=NET_ASPECTS)
        check.show("gradients of all eight arrays agree")
    scene = _twin_scene()
    value = _attempt(check, probes.net_twins, MnistNet, scene, NET_ASPECTS)
    if value is not None and _changed_twin(value):
        lines = [("seen", "the second network changed with the first")]
        check.find("values", "networks share their weights", lines, call=scene, aspects=NET_ASPECTS)
    images, labels = _digits(random, 10)[:2]
    weights = _learn(check, MnistNet, None, images, labels, 10, 100, int(random.integers(1000)), FAST_ADAM)
    if weights is not None:
        loss = oracles.mnist_loss(weights, images, labels)
        if not loss < 0.1:
            lines = [("seen", f"10 digits, 100 steps of Adam, lr=0.005: loss {loss:.3g}"), ("expected", "below 0.1")]
            check.find("values", "ten digits are not learnt by heart", lines, aspects=NET_ASPECTS)
        check.show(f"ten digits learnt by heart: loss {loss:.2g}")
    check.finish("it learns")


def _learn(
    check: Check,
    kind: Any,
    weights: Any,
    images: np.ndarray,
    labels: np.ndarray,
    batch: int,
    steps: int,
    seed: int,
    optimizer: Mapping[str, Any] = ADAM,
) -> Any:
    arguments = {"shapes": SHAPES, "arrays": weights, "images": images, "labels": labels, "batch": batch}
    text = f"{steps} training steps of Adam on {len(images):,} digits"
    scene = Scene({**arguments, "steps": steps, "optimizer": optimizer, "seed": seed}, text=text)
    found = _attempt(check, probes.net_learns, kind, scene, NET_ASPECTS)
    return None if found is None or any(array is None for array in found) else found


def _digits(random: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Some training digits, prepared, their labels, and all test digits with theirs."""
    from utils.checks import oracles_week04 as oracles

    digits = oracles.DIGITS
    chosen = random.permutation(len(digits.train_images))[:count]
    train, test = (
        oracles.to_nchw(part).astype(np.float32) for part in (digits.train_images[chosen], digits.test_images)
    )
    return train, digits.train_labels[chosen], test, digits.test_labels


def check_MnistNet_digits(MnistNet: Any) -> None:  # noqa: N802
    """Trains on 2,000 digits until 85 % of 1,000 others are read, at most 8 epochs and 60 seconds."""
    from utils.checks import oracles_week04 as oracles

    random = rng()
    images, labels, unseen, answers = _digits(random, DIGITS)
    check = _check("MnistNet", MnistNet)
    steps = -(-DIGITS // BATCH)

    def epoch(weights: Any) -> Any:
        return _learn(check, MnistNet, weights, images, labels, BATCH, steps, int(random.integers(10**6)))

    _until_read(check, epoch, lambda weights: oracles.mnist_logits(weights, unseen), answers, NET_ASPECTS)


def _until_read(check: Check, epoch: Function, logits: Function, answers: np.ndarray, aspects: Sequence[str]) -> None:
    """Train epoch by epoch until enough unseen digits are read, and finish the check."""
    start, best, weights = time.monotonic(), 0.0, None
    for number in range(1, EPOCHS + 1):
        weights = epoch(weights)
        if weights is None:
            break
        share = float((logits(weights).argmax(axis=1) == answers).mean())
        best = max(best, share)
        check.show(f"epoch {number}: {share:.1%} of the unseen digits right")
        if best >= BAR:
            break
        if time.monotonic() - start > SECONDS:
            lines = [("seen", f"{SECONDS:g} s were over in epoch {number}"), ("best so far", f"{best:.1%}")]
            check.find("values", "training takes too long", lines, aspects=aspects)
            break
    else:
        lines = [("seen", f"at best {best:.1%} of the unseen digits in {EPOCHS} epochs"), ("expected", f"{BAR:.0%}")]
        check.find("values", "too many digits are misread", lines, aspects=aspects)
    check.finish(f"{best:.1%} of the unseen digits are read")


# ------------------------------------------------------------------- train_epoch and evaluate


def _state(features: int, classes: int, seed: int = 1) -> Arrays:
    """A state of `torch_probes.Watched` with small numbers without symmetry."""
    return {
        "norm.weight": (1 + integers(features, seed=seed) / 16).astype(np.float32),
        "norm.bias": (integers(features, seed=seed + 1) / 8).astype(np.float32),
        "norm.running_mean": (integers(features, seed=seed + 2) / 4).astype(np.float32),
        "norm.running_var": (2 + integers(features, seed=seed + 3) / 8).astype(np.float32),
        "norm.num_batches_tracked": np.array(5),
        "dense.weight": (integers(classes, features, seed=seed + 4) / 8).astype(np.float32),
        "dense.bias": (integers(classes, seed=seed + 5) / 4).astype(np.float32),
    }


def _random_state(random: np.random.Generator, features: int, classes: int) -> Arrays:
    return {
        "norm.weight": random.uniform(0.5, 1.5, features).astype(np.float32),
        "norm.bias": random.normal(size=features).astype(np.float32),
        "norm.running_mean": random.normal(size=features).astype(np.float32),
        "norm.running_var": random.uniform(0.5, 3, features).astype(np.float32),
        "norm.num_batches_tracked": np.array(int(random.integers(1, 50))),
        "dense.weight": random.normal(size=(classes, features)).astype(np.float32),
        "dense.bias": random.normal(size=classes).astype(np.float32),
    }


def _features(count: int, features: int, seed: int = 20) -> np.ndarray:
    return (integers(count, features, seed=seed) / 4).astype(np.float32)


def _labels(count: int, classes: int, seed: int = 30) -> np.ndarray:
    return (integers(count, seed=seed) + 7).astype(np.int64) % classes


def _batch_sizes(count: int, batch: int) -> str:
    sizes = [min(batch, count - start) for start in range(0, count, batch)]
    return f"batches of {', '.join(map(str, sizes))}"


def train_scene(
    state: Arrays,
    x: np.ndarray,
    y: np.ndarray,
    batch: int,
    *,
    loss: Mapping[str, Any] = CROSS_ENTROPY,
    optimizer: Mapping[str, Any] = SGD,
    training: bool = True,
    epochs: int = 1,
) -> Scene:
    """train_epoch(model, loader, optimizer, loss_fn), once or more often"""
    steps = ", ".join(f"{key}={value:g}" for key, value in optimizer.items() if key != "kind")
    text = f"train_epoch(model in {MODE[training]} mode, loader: {_batch_sizes(len(x), batch)}, "
    text += f"{optimizer['kind']}({steps}), {loss['kind']})" + (f", {epochs} epochs" if epochs > 1 else "")
    arguments = {"state": state, "x": x, "y": y, "batch": batch, "loss": dict(loss), "optimizer": dict(optimizer)}
    return Scene({**arguments, "training": training, "epochs": epochs}, text=text)


_TRAIN = (_state(4, 3), _features(10, 4), _labels(10, 3), 4)
_TRAIN_SCENES = {
    "mean": [train_scene(*_TRAIN, optimizer=SGD_STILL)],
    "mode": [train_scene(*_TRAIN, optimizer=SGD_STILL, training=False)],
    "steps": [train_scene(*_TRAIN), train_scene(*_TRAIN, optimizer={**SGD, "momentum": 0.5}, epochs=2)],
    "loss": [train_scene(*_TRAIN, loss=SMOOTHED, optimizer=SGD_STILL), train_scene(*_TRAIN, loss=MARGIN)],
}
TRAIN_ASPECTS = tuple(_TRAIN_SCENES)
PARAMETERS = ("norm.weight", "norm.bias", "dense.weight", "dense.bias")


def _number_token(value: Any) -> str:
    number = as_number(value)
    if number is None:
        return token(plain(value)) if not isinstance(value, (tuple, list)) else f"{len(value)} parts"
    return ("graph " if _keeps_graph(value) else "") + token(round(number, 5) if math.isfinite(number) else number)


PARTS = ("train", "norm train", "drop train")


def _how_token(seen: Sequence[Mapping[str, Any]], *kinds: str) -> str:
    """The states in which a model was called, whatever their number."""
    return str(sorted({" ".join(kind for kind in kinds if call[kind]) for call in seen}))


def _train_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(train_epoch: Function) -> list[str]:
        tokens = []
        for scene in _TRAIN_SCENES[aspect]:
            outcome = beside(probes.trained, train_epoch, scene)
            if outcome.error is not None:
                tokens.append(_trouble(outcome.error))
                continue
            value, before = outcome.value, scene.required["state"]
            tokens += [_number_token(number) for number in value["values"]]
            if aspect == "mode":
                tokens.append(_how_token(value["seen"], *PARTS))
            if aspect in ("steps", "loss"):
                tokens += [token(value["state"][name]) for name in PARAMETERS]
            if aspect == "steps" and all(np.array_equal(value["state"][name], before[name]) for name in PARAMETERS):
                tokens.append(f"{_how_token(value['seen'], 'recorded', 'backward')} {value['gradients']}")
        return tokens

    return look


def _judge_training(
    check: Check, train_epoch: Any, scene: Scene, aspects: Sequence[str], *, mean: bool, steps: bool
) -> None:
    """One scene: the mean loss, or the parameters afterwards, or both."""
    from utils.checks import oracles_week04 as oracles

    value = _attempt(check, probes.trained, train_epoch, scene, aspects)
    if value is None:
        return
    names = ("state", "x", "y", "batch", "loss", "optimizer", "epochs")
    means, parameters = oracles.train(**{name: scene.required[name] for name in names})
    for given, expected in zip(value["values"], means, strict=True) if mean else ():
        number = as_number(given)
        lines = [("yours", _shown(given) if number is None else f"{number:.6g}"), ("expected", f"{expected:.6g}")]
        if number is None:
            lines[1] = ("expected", "the mean loss, one number")
            check.find("shape", "wrong kind of answer", lines, call=scene, aspects=aspects)
        elif not _near(number, expected):
            modes = sorted({f"{MODE[seen['train']]} mode" for seen in value["seen"]})
            lines.append(("the model was in", " and ".join(modes) or "no mode: it was not called"))
            check.find("values", "wrong mean loss", lines, call=scene, aspects=aspects)
        elif _keeps_graph(given):
            lines = [("yours", "a tensor that requires gradients"), ("expected", "a number")]
            check.find("values", "the mean loss still holds its graph", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> {expected:.6g}")
    for name, expected_array in parameters.items() if steps else ():
        got = value["state"][name]
        if not np.allclose(got, expected_array, rtol=1e-3, atol=1e-4 * max(1.0, float(np.abs(expected_array).max()))):
            start = scene.required["state"][name]
            moved = "it did not change" if np.array_equal(got, start) else f"yours {_row(got.ravel()[:4])} ..."
            lines = [("parameter", f"{name}: {moved}"), ("expected", f"{_row(expected_array.ravel()[:4])} ...")]
            check.find("gradient", "wrong parameters after the epoch", lines, call=scene, aspects=aspects)
    if steps:
        check.show(f"{scene.text} -> parameters as expected")


def check_train_epoch_mean(train_epoch: Any) -> None:
    """Learning rate 0: the mean loss per image, with batches of 4, 4 and 2; then batches of equal size."""
    check = _check("train_epoch", train_epoch)
    _judge_training(check, train_epoch, _TRAIN_SCENES["mean"][0], TRAIN_ASPECTS, mean=True, steps=False)
    scene = train_scene(_state(3, 4, seed=9), _features(6, 3), _labels(6, 4), 3, optimizer=SGD_STILL)
    _judge_training(check, train_epoch, scene, TRAIN_ASPECTS, mean=True, steps=False)
    check.finish("the mean over all images")


def check_train_epoch_steps(train_epoch: Any) -> None:
    """The parameters after an epoch of plain SGD: one step a batch, each along its own gradient."""
    check = _check("train_epoch", train_epoch)
    _judge_training(
        check, train_epoch, _TRAIN_SCENES["steps"][0], ("mode", "steps", *TRAIN_ASPECTS), mean=False, steps=True
    )
    check.finish("one step for each batch")


def check_train_epoch_steps_hidden(train_epoch: Any) -> None:
    """Random data, momentum, Adam, two epochs, other losses: the parameters and the mean losses."""
    random = rng()
    check = _check("train_epoch", train_epoch)
    cases: list[dict[str, Any]] = [
        {"optimizer": {"kind": "SGD", "lr": 0.1, "momentum": 0.9}, "epochs": 2},
        {"optimizer": {"kind": "AdamW", "lr": 0.05}, "loss": SMOOTHED},
        {"optimizer": {"kind": "SGD", "lr": 0.2}, "loss": MARGIN, "training": False},
    ]
    for case in cases:
        features, classes = (int(number) for number in random.integers(3, 7, 2))
        batch = int(random.integers(4, 8))
        count = 2 * batch + int(random.integers(2, batch))
        data = random.normal(size=(count, features)).astype(np.float32), random.integers(0, classes, count)
        scene = train_scene(_random_state(random, features, classes), *data, batch, **case)
        _judge_training(check, train_epoch, scene, ("mode", *TRAIN_ASPECTS), mean=True, steps=True)
    check.finish("parameters and mean losses as expected")


def check_train_epoch_mode(train_epoch: Any) -> None:
    """A model that was left in eval mode is trained in train mode."""
    check = _check("train_epoch", train_epoch)
    _judge_training(check, train_epoch, _TRAIN_SCENES["mode"][0], ("mode", *TRAIN_ASPECTS), mean=True, steps=False)
    check.finish("train mode, however the model was found")


def check_train_epoch_digits(train_epoch: Any) -> None:
    """Your loop trains a small network on 2,000 digits until it reads 85 % of 1,000 others, within 60 seconds."""
    from utils.checks import oracles_week04 as oracles

    random = rng()
    images, labels, unseen, answers = _digits(random, DIGITS)
    check = _check("train_epoch", train_epoch)

    def epoch(state: Any) -> Any:
        arguments = {"state": state, "x": images, "y": labels, "batch": BATCH}
        text = f"train_epoch(model, loader: {DIGITS:,} digits, SGD(lr=0.05, momentum=0.9), CrossEntropyLoss)"
        steps = {"kind": "SGD", "lr": 0.05, "momentum": 0.9}
        scene = Scene({**arguments, "optimizer": steps, "seed": int(random.integers(10**6))}, text=text)
        return _attempt(check, probes.trained_on_digits, train_epoch, scene, TRAIN_ASPECTS)

    _until_read(check, epoch, lambda state: oracles.reader_logits(state, unseen), answers, TRAIN_ASPECTS)


def evaluate_scene(
    state: Arrays,
    x: np.ndarray,
    y: np.ndarray,
    batch: int,
    *,
    loss: Mapping[str, Any] = CROSS_ENTROPY,
    training: bool = False,
    echo: float = 0.0,
) -> Scene:
    """evaluate(model, loader, loss_fn)"""
    text = f"evaluate(model in {MODE[training]} mode, loader: {_batch_sizes(len(x), batch)}, {loss['kind']})"
    arguments = {"state": state, "x": x, "y": y, "batch": batch, "loss": dict(loss)}
    return Scene({**arguments, "training": training, "echo": echo}, text=text)


def _plain_state(classes: int) -> Arrays:
    """A `Watched` that returns its input in eval mode, but for its eps."""
    eye = np.eye(classes, dtype=np.float32)
    still = {"norm.weight": eye.sum(0), "norm.bias": 0 * eye[0], "norm.running_mean": 0 * eye[0]}
    still |= {"norm.running_var": eye.sum(0), "norm.num_batches_tracked": np.array(1)}
    return {**still, "dense.weight": eye, "dense.bias": 0 * eye[0]}


WORKED = np.array([[2.0, 1, 0], [0, 1, 3], [0.5, 0.2, 0.1]], np.float32)
_EVALUATE = (_state(4, 5, seed=3), _features(12, 4, seed=21), _labels(12, 5, seed=31), 5)
_SQUARE = (_state(4, 5, seed=3), _features(5, 4, seed=22), _labels(5, 5, seed=32), 5)
_EVALUATE_SCENES = {
    "answer": [evaluate_scene(*_EVALUATE), evaluate_scene(*_SQUARE)],
    "loss": [evaluate_scene(*_EVALUATE, loss=SMOOTHED), evaluate_scene(*_EVALUATE, loss=MARGIN)],
    "mode": [evaluate_scene(*_EVALUATE, training=True)],
    "recording": [evaluate_scene(*_EVALUATE, echo=8.0)],
    "after": [evaluate_scene(*_EVALUATE, training=True), evaluate_scene(*_EVALUATE)],
}
EVALUATE_ASPECTS = tuple(_EVALUATE_SCENES)


def _evaluate_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(evaluate: Function) -> list[str]:
        tokens = []
        for scene in _EVALUATE_SCENES[aspect]:
            outcome = beside(probes.evaluated, evaluate, scene)
            if outcome.error is not None:
                tokens.append(_trouble(outcome.error))
            elif aspect == "after":
                tokens.append(", ".join(_left_behind(outcome.value, scene)) or "fine")
            else:
                value = outcome.value["value"]
                parts = value if isinstance(value, (tuple, list)) else [value]
                tokens.append(" ".join(_number_token(part) for part in parts))
                if aspect != "answer":
                    tokens.append(_how_token(outcome.value["seen"], *PARTS, "recorded", "backward"))
        return tokens

    return look


def _left_behind(value: Mapping[str, Any], scene: Scene) -> list[str]:
    """In which ways a model differs after the call."""
    found, wanted = [], scene.required["training"]
    if any(mode != wanted for mode in value["modes"]):
        stay = "parts of it are" if any(mode == wanted for mode in value["modes"]) else "it is"
        found.append(f"it was in {MODE[wanted]} mode, and {stay} in {MODE[not wanted]} mode now")
    found += [
        name for name, array in scene.required["state"].items() if not np.array_equal(array, value["state"][name])
    ]
    found += ["gradients are left"] if value["gradients"] else []
    found += [] if value["learns"] else ["its parameters have requires_grad False now"]
    return found + ([] if value["recording"] else ["PyTorch records no gradients any more"])


def _judge_answer(check: Check, evaluate: Any, scene: Scene, aspects: Sequence[str]) -> Mapping[str, Any] | None:
    """The pair that comes back; the probe's findings when it is right."""
    from utils.checks import oracles_week04 as oracles

    value = _attempt(check, probes.evaluated, evaluate, scene, aspects)
    if value is None:
        return None
    names = ("state", "x", "y", "loss")
    expected = oracles.evaluate(**{name: scene.required[name] for name in names})
    pair = value["value"]
    numbers = [as_number(part) for part in pair] if isinstance(pair, (tuple, list)) else []
    if len(numbers) != 2 or None in numbers:
        lines = [("yours", _shown(pair)), ("expected", "a pair of numbers (mean_loss, accuracy)")]
        check.find("shape", "wrong kind of answer", lines, call=scene, aspects=aspects)
        return None
    for name, number, want in zip(("mean loss", "accuracy"), numbers, expected, strict=True):
        if number is None or not _near(number, want):
            lines = [(name, f"yours {number:.6g}, expected {want:.6g}"), *_how(value["seen"])]
            check.find("values", f"wrong {name}", lines, call=scene, aspects=aspects)
            return None
    check.show(f"{scene.text} -> mean loss {expected[0]:.6g}, accuracy {expected[1]:.4g}")
    return value


def _how(seen: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """In which state the model was called."""
    if not seen:
        return [("the model", "was not called")]
    modes = sorted({f"{MODE[call['train']]} mode" for call in seen})
    lines = [("the model was in", " and ".join(modes))]
    if any(call["train"] != call["norm train"] for call in seen):
        lines.append(("but its parts", "were in the other mode"))
    recorded = any(call["recorded"] for call in seen)
    return [*lines, ("gradients", "were recorded" if recorded else "were not recorded")]


def check_evaluate_values(evaluate: Any) -> None:
    """The worked example: three images in batches of 2 and 1; then 12 images in batches of 5, 5 and 2."""
    check = _check("evaluate", evaluate)
    scene = evaluate_scene(_plain_state(3), WORKED, np.array([0, 1, 0]), 2)
    _judge_answer(check, evaluate, scene, EVALUATE_ASPECTS)
    for scene in _EVALUATE_SCENES["answer"]:
        _judge_answer(check, evaluate, scene, EVALUATE_ASPECTS)
    check.finish()


def check_evaluate_values_hidden(evaluate: Any) -> None:
    """Random models and data, other losses, models found in either mode; recording is heard in the numbers."""
    random = rng()
    check = _check("evaluate", evaluate)
    for loss, training in ((CROSS_ENTROPY, False), (SMOOTHED, False), (MARGIN, False), (CROSS_ENTROPY, True)):
        features, classes = int(random.integers(3, 7)), int(random.integers(3, 7))
        batch = int(random.integers(3, 7))
        count = 2 * batch + int(random.integers(1, batch))
        x = random.normal(size=(count, features)).astype(np.float32)
        state = _random_state(random, features, classes)
        labels = random.integers(0, classes, count)
        scene = evaluate_scene(state, x, labels, batch, loss=loss, training=training)
        _judge_answer(check, evaluate, scene, EVALUATE_ASPECTS)
    check.finish()


def check_evaluate_mode(evaluate: Any) -> None:
    """A model found in train mode answers in eval mode, and records no gradients."""
    check = _check("evaluate", evaluate)
    _judge_answer(check, evaluate, _EVALUATE_SCENES["mode"][0], ("mode", *EVALUATE_ASPECTS))
    scene = evaluate_scene(*_EVALUATE, echo=float(rng().uniform(5, 20)))
    value = _attempt(check, probes.evaluated, evaluate, scene, EVALUATE_ASPECTS)
    if value is not None and any(call["recorded"] for call in value["seen"]):
        lines = [("seen", "the logits remember how they were computed: requires_grad is True")]
        check.find("gradient", "gradients are recorded", lines, call=scene, aspects=("recording",))
    elif value is not None:
        _judge_answer(check, evaluate, scene, ("recording", *EVALUATE_ASPECTS))
    check.finish("eval mode, no gradients")


def check_evaluate_untouched(evaluate: Any) -> None:
    """Afterwards the model is as it was found: mode, parameters and running statistics."""
    check = _check("evaluate", evaluate)
    for scene in _EVALUATE_SCENES["after"]:
        value = _attempt(check, probes.evaluated, evaluate, scene, EVALUATE_ASPECTS)
        if value is not None and (found := _left_behind(value, scene)):
            lines = [("changed", ", ".join(found))]
            check.find("values", "the model is not as it was", lines, call=scene, aspects=("after", *EVALUATE_ASPECTS))
        elif value is not None and not _answers_as_found(value, scene):
            lines = [("seen", "the model answers in another way than before")]
            check.find("values", "the model is not as it was", lines, call=scene, aspects=("after",))
        elif value is not None and not value["seen"]:  # doing nothing leaves all untouched
            check.find("values", "the model was not called", [], call=scene, aspects=EVALUATE_ASPECTS)
        check.show(f"{scene.text} -> mode, parameters and statistics as before")
    check.finish("the model is left as it was")


def _answers_as_found(value: Mapping[str, Any], scene: Scene) -> bool:
    import torch

    from utils.checks import oracles_week04 as oracles

    state = {name: torch.from_numpy(np.asarray(array, np.float64)) for name, array in scene.required["state"].items()}
    x = torch.from_numpy(scene.required["x"].astype(np.float64))
    expected = oracles.watched_logits(state, x, training=scene.required["training"]).numpy()
    later = as_array(plain(value["later"]))
    return later is not None and later.shape == expected.shape and np.allclose(later, expected, rtol=1e-3, atol=1e-3)


# ------------------------------------------------------------------- save_weights and load_weights


def save_scene(*states: Arrays, training: bool = True) -> Scene:
    """save_weights(model, path)"""
    again = ", twice with other weights" if len(states) > 1 else ""
    return Scene({"states": list(states), "training": training}, text=f'save_weights(model, ".../weights.pt"){again}')


def load_scene(content: Arrays, state: Arrays, *, training: bool = True, what: str = "") -> Scene:
    """load_weights(model, path)"""
    text = 'load_weights(model, ".../weights.pt")' + (f", a file {what}" if what else "")
    return Scene({"content": content, "state": state, "training": training}, text=text)


_ONE, _OTHER = _state(3, 2, seed=4), _state(3, 2, seed=14)
_OTHER |= {"norm.num_batches_tracked": np.array(9), "dense.bias": np.array([1000.3, -0.1], np.float32)}
SAVE_ASPECTS = ("file", "again", "model")
LOAD_ASPECTS = ("weights", "trap", "refusals")


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
        return f"extra {extra}", [("in the file, but no part of the model", ", ".join(extra))]
    for name, array in state.items():
        got = value["loaded"].get(name)
        if got is None or got.shape != array.shape or not np.array_equal(got, array) or got.dtype != array.dtype:
            shown = "no tensor" if got is None else f"shape {got.shape}, dtype {got.dtype}, {_row(got.ravel()[:3])} ..."
            kind = "none" if got is None else f"{got.dtype} {token(got)}"
            return f"{name} {kind}", [
                (name, shown),
                ("expected", f"dtype {array.dtype}, {_row(array.ravel()[:3])} ..."),
            ]
        if name.encode() not in data or array.tobytes() not in data:
            return f"{name} not in the file", [(name, "its numbers are not in the file")]
    return None


def _save_tokens(*states: Arrays) -> Callable[[Function], list[str]]:
    def look(save_weights: Function) -> list[str]:
        outcome = beside(probes.saved, save_weights, save_scene(*states))
        if outcome.error is not None:
            return [_trouble(outcome.error)]
        fault = _file_fault(outcome.value, states[-1])
        return [
            f"{fault[0]}; {outcome.value['files']}, {outcome.value['data'].count(b'dense.bias')}" if fault else "fine"
        ]

    return look


def _saved_model_tokens(save_weights: Function) -> list[str]:
    tokens = []
    for training in (True, False):
        outcome = beside(probes.saved, save_weights, save_scene(_ONE, training=training))
        tokens.append(
            _trouble(outcome.error) if outcome.error is not None else _changed_by_saving(outcome.value, training)
        )
    return tokens


def _changed_by_saving(value: Mapping[str, Any], training: bool) -> str:
    if any(mode != training for mode in value["modes"]):
        return f"left in {MODE[not training]} mode"
    changed = [
        name
        for name, array in _ONE.items()
        if value["state"][name].dtype != array.dtype or not np.array_equal(array, value["state"][name])
    ]
    return ", ".join(changed) or "fine"


def _judge_file(check: Check, save_weights: Any, scene: Scene, aspects: Sequence[str]) -> Mapping[str, Any] | None:
    value = _attempt(check, probes.saved, save_weights, scene, aspects)
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
    check = _check("save_weights", save_weights)
    for training in (True, False):
        value = _judge_file(check, save_weights, save_scene(_ONE, training=training), SAVE_ASPECTS)
        if value is not None and (changed := _changed_by_saving(value, training)) != "fine":
            lines = [("changed", changed)]
            check.find("edge cases", "saving changed the model", lines, aspects=("model", *SAVE_ASPECTS))
    check.finish("a state dict")


def check_save_weights_hidden(save_weights: Any) -> None:
    """Random weights, saved over an older file."""
    random = rng()
    check = _check("save_weights", save_weights)
    features, classes = (int(number) for number in random.integers(2, 6, 2))
    states = [_random_state(random, features, classes) for _ in range(2)]
    _judge_file(check, save_weights, save_scene(states[0]), SAVE_ASPECTS)
    _judge_file(check, save_weights, save_scene(*states), ("again", *SAVE_ASPECTS))
    check.finish("the newest weights are in the file")


def _without(state: Arrays, name: str) -> Arrays:
    return {key: array for key, array in state.items() if key != name}


MISFITS = [
    ("without dense.bias", _without(_OTHER, "dense.bias")),
    ("without the running mean", _without(_OTHER, "norm.running_mean")),
    ("with a tensor that the model does not have", {**_OTHER, "head.weight": np.ones((2, 2), np.float32)}),
    ("with dense.weight of another shape", {**_OTHER, "dense.weight": np.ones((3, 3), np.float32)}),
    ("with other names", {f"module.{name}": array for name, array in _OTHER.items()}),
]


def _weights_fault(value: Mapping[str, Any], content: Arrays) -> tuple[str, list[tuple[str, str]]] | None:
    if value["error"]:
        return f"raised {value['error'].split(':')[0]}", [("it raised", value["error"][:90])]
    for name, array in content.items():
        got = value["state"].get(name)
        if got is None or got.shape != array.shape or not np.array_equal(got, array):
            shown = "missing" if got is None else f"{_row(got.ravel()[:4])} ..."
            return f"{name} {token(got)}", [(name, f"{shown}, in the file {_row(array.ravel()[:4])} ...")]
    return None if value["learns"] else ("frozen", [("seen", "its parameters have requires_grad False now")])


def _load_tokens(load_weights: Function) -> list[str]:
    tokens = []
    for scene in _load_scenes():
        outcome = beside(probes.loaded, load_weights, scene)
        if outcome.error is not None:
            tokens.append(_trouble(outcome.error))
        elif fault := _weights_fault(outcome.value, scene.required["content"]):
            value, state = outcome.value["value"], outcome.value["state"]
            kind = "none" if value is None else "a mapping" if isinstance(value, Mapping) else "something"
            tokens += [fault[0], kind, *(token(state[name]) for name in sorted(state))]
        else:
            tokens.append("fine")
    return tokens


def _load_scenes() -> list[Scene]:
    turned = dict(reversed(_OTHER.items()))
    return [load_scene(_OTHER, _ONE), load_scene(_ONE, _OTHER), load_scene(turned, _ONE, what="in another order")]


def _refusal_tokens(load_weights: Function) -> list[str]:
    outcomes = [beside(probes.loaded, load_weights, load_scene(content, _ONE)) for _, content in MISFITS]
    return [_trouble(o.error) if o.error is not None else str(bool(o.value["error"])) for o in outcomes]


def _trap_tokens(load_weights: Function) -> list[str]:
    outcomes = [beside(probes.load_trapped, load_weights, _trap_scene(older)) for older in (False, True)]
    return [
        _trouble(o.error) if o.error is not None else f"{o.value['sprung']} {bool(o.value['error'])}" for o in outcomes
    ]


def _trap_scene(older: bool) -> Scene:
    text = 'load_weights(model, ".../weights.pt"), a file that brings code' + (", PyTorch before 2.6" if older else "")
    return Scene({"state": _ONE, "older": older}, text=text)


def check_load_weights_values(load_weights: Any) -> None:
    """All parameters and running statistics of the file are in the model."""
    check = _check("load_weights", load_weights)
    for scene in _load_scenes():
        content = scene.required["content"]
        value = _attempt(check, probes.loaded, load_weights, scene, LOAD_ASPECTS)
        if value is not None and (fault := _weights_fault(value, content)):
            check.find(
                "values", "the model does not have the weights of the file", fault[1], call=scene, aspects=LOAD_ASPECTS
            )
        check.show(f"{scene.text} -> {len(content)} tensors as in the file")
    check.finish("the weights are back")


def check_load_weights_values_hidden(load_weights: Any) -> None:
    """Random weights of random sizes."""
    random = rng()
    check = _check("load_weights", load_weights)
    for training in (True, False):
        features, classes = (int(number) for number in random.integers(2, 6, 2))
        content, state = (_random_state(random, features, classes) for _ in range(2))
        scene = load_scene(content, state, training=training)
        value = _attempt(check, probes.loaded, load_weights, scene, LOAD_ASPECTS)
        if value is not None and (fault := _weights_fault(value, content)):
            check.find(
                "values", "the model does not have the weights of the file", fault[1], call=scene, aspects=LOAD_ASPECTS
            )
    check.finish("the weights are back")


def check_load_weights_safety(load_weights: Any) -> None:
    """No code of the file is run, and a file that does not fit is refused."""
    check = _check("load_weights", load_weights)
    for older in (False, True):
        scene = _trap_scene(older)
        value = _attempt(check, probes.load_trapped, load_weights, scene, ("trap", *LOAD_ASPECTS))
        if value is not None and value["sprung"]:
            lines = [("seen", "code from the file was run")]
            check.find("values", "the file was trusted", lines, call=scene, aspects=("trap", *LOAD_ASPECTS))
        elif value is not None and not value["error"]:
            lines = [("expected", "an error: the file holds more than tensors"), ("yours", "no error")]
            check.find("values", "a bad file passes in silence", lines, call=scene, aspects=("trap", *LOAD_ASPECTS))
        check.show(f"{scene.text} -> refused, nothing was run")
    for what, content in MISFITS:
        scene = load_scene(content, _ONE, what=what)
        value = _attempt(check, probes.loaded, load_weights, scene, LOAD_ASPECTS)
        if value is not None and not value["error"]:
            lines = [("expected", "an error, such as load_state_dict's own"), ("yours", "no error")]
            check.find(
                "errors", "a file that does not fit passes in silence", lines, call=scene, aspects=("trap", "refusals")
            )
        check.show(f"{scene.text} -> refused")
    scene = load_scene(_OTHER, _ONE)
    value = _attempt(check, probes.loaded, load_weights, scene, LOAD_ASPECTS)
    if value is not None and value["error"]:  # else a function that refuses everything would pass
        lines = [("expected", "no error, this file fits"), ("yours", value["error"][:90])]
        check.find("edge cases", "refuses what is allowed", lines, call=scene, aspects=LOAD_ASPECTS)
    check.finish("only tensors that fit are taken")


PROBES: dict[str, Probes] = {
    "to_nchw": {
        "values": _nchw_values,
        "mutation": call_probes([pixels_call(_bytes(2, 28, 28))])["mutation"],
        "errors": call_probes([], errors=[(call, names) for call, names, _ in NCHW_REFUSALS])["errors"],
    },
    "MnistNet": {
        "inventory": _inventory_tokens,
        "logits": _logit_tokens,
        "dropout": _dropout_tokens,
        "gradients": _gradient_tokens,
        "twins": _twin_tokens,
        "training": _training_tokens,
    },
    "train_epoch": {aspect: _train_tokens(aspect) for aspect in TRAIN_ASPECTS},
    "evaluate": {aspect: _evaluate_tokens(aspect) for aspect in EVALUATE_ASPECTS},
    "save_weights": {"file": _save_tokens(_ONE), "again": _save_tokens(_OTHER, _ONE), "model": _saved_model_tokens},
    "load_weights": {"weights": _load_tokens, "trap": _trap_tokens, "refusals": _refusal_tokens},
}
