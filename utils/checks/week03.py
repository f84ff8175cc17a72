"""Checks of week 3, a CNN in Keras.

`check_<question>_<aspect>(function)` raises `CheckFailed` with one message or prints what was checked. Models stay
where the student's code runs; `utils.checks.keras_probes` fetches arrays from them, judged here by NumPy alone.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from utils.checks import keras_probes
from utils.checks.fingerprints import NOTHING, Probes, call_probes, name_idea
from utils.checks.probe import probe
from utils.checks.report import Call, Check, as_array, describe, rng, run
from utils.checks.week01 import integers

Function = Callable[..., Any]
Refusal = tuple[Call, tuple[str, ...], str]
IMAGES = ("images", "image")
LABELS = ("labels", "label")
CLASSES = ("classes", "class")
INPUT_SHAPE = ("input_shape", "input shape")
TARGETS = ("targets", "target", "images", "image")
EPOCHS = ("epochs", "epoch")


@dataclass(frozen=True)
class _Named:
    """Stands for an object that has no short form, wherever a call is shown."""

    name: str

    def __repr__(self) -> str:
        return self.name


MODEL = _Named("model")


def bytes_of(*shape: int, seed: int = 1) -> np.ndarray:
    """A fixed uint8 array of multiples of 17, 0 and 255 among them: `/ 255` gives fifteenths."""
    return ((integers(*shape, seed=seed) + 7) * 17).astype(np.uint8)


PALE = bytes_of(1, 28, 28, seed=2) // 17 * 3  # no pixel is above 45


def images_call(images: np.ndarray) -> Call:
    """prepare_images(images)"""
    return Call({"images": images})


def labels_call(labels: Any, **options: int) -> Call:
    """one_hot(labels, ...)"""
    return Call({"labels": np.asarray(labels)}, options)


def build_call(**options: Any) -> Call:
    """build_cnn(...) or build_augmenter()"""
    return Call({}, options)


def train_call(images: np.ndarray, targets: np.ndarray, epochs: int, **options: int) -> Call:
    """train(model, images, targets, epochs, ...)"""
    return Call({"model": MODEL, "images": images, "targets": targets, "epochs": epochs}, options)


_RAW = "images must be uint8, as they were loaded"
IMAGE_REFUSALS: list[Refusal] = [
    (images_call(bytes_of(2, 28, 28).astype(np.float32) / 255), IMAGES, f"{_RAW}; these are scaled already"),
    (images_call(bytes_of(2, 28, 28).astype(np.float64)), IMAGES, _RAW),
    (images_call(bytes_of(28, 28)), IMAGES, "images must have 3 axes (N, 28, 28)"),
    (images_call(bytes_of(2, 28, 28, 1)), IMAGES, "images must have 3 axes (N, 28, 28)"),
]
LABEL_REFUSALS: list[Refusal] = [
    (labels_call([0, 10]), LABELS, "label 10 is none of 10 classes"),
    (labels_call([3, 12]), LABELS, "label 12 is none of 10 classes"),
    (labels_call([3, -1]), LABELS, "label -1 is no class"),
    (labels_call([0, 2, 3], classes=3), LABELS, "label 3 is none of 3 classes"),
    (labels_call([0.5, 1.0]), LABELS, "labels are integers, not 0.5"),
    (labels_call([[0, 1], [1, 0]]), LABELS, "labels must have 1 axis (N,)"),
]
BUILD_REFUSALS: list[Refusal] = [
    (build_call(input_shape=(28, 28)), INPUT_SHAPE, "input_shape must be (H, W, C): the channel axis is missing"),
    (build_call(input_shape=(1, 28, 28, 1)), INPUT_SHAPE, "input_shape must be (H, W, C): the batch is no part of it"),
    (build_call(classes=1), CLASSES, "a softmax over one class is always 1"),
    (build_call(classes=0), CLASSES, "there must be at least two classes"),
]


def _few(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    images = (integers(count, 28, 28, 1, seed=seed) + 7).astype(np.float32) / 15
    return images, np.eye(10, dtype=np.float32)[np.arange(count) * 3 % 10]


def _train_refusals() -> list[Refusal]:
    images, targets = _few(20)
    unequal = "there must be one target an image"
    return [
        (train_call(images, targets[:19], 1), TARGETS, unequal),
        (train_call(images[:19], targets, 1), TARGETS, unequal),
        (train_call(images, targets, 0), EPOCHS, "epochs must be at least 1"),
    ]


class _Fault(Exception):  # noqa: N818 - a finding, not an accident
    """What is wrong: `kind` is for its fingerprint, the rest for the student."""

    def __init__(self, kind: str, headline: str, *lines: tuple[str, str]) -> None:
        super().__init__(kind)
        self.kind, self.headline, self.lines = kind, headline, lines


def _what_it_says(error: BaseException) -> str:
    """The first line of an error that says why; Keras begins with where it happened, and uses bold type."""
    lines = (re.sub("\x1b\\[[0-9;]*m", "", line).strip() for line in str(error).splitlines())
    told = [line for line in lines if line and not line.startswith("Exception encountered when calling")]
    return told[0][:200] if told else ""


class _Subject:
    """A student's function and what was seen of it, each thing once."""

    question = ""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.calls = 0
        self.summary = ""
        self._seen: dict[Any, tuple[Any, _Fault | None]] = {}

    def once(self, key: Any, look: Callable[[], Any]) -> Any:
        """The result of `look`, or its `_Fault`, from the first time it was asked for."""
        if key not in self._seen:
            try:
                self._seen[key] = look(), None
            except _Fault as fault:
                self._seen[key] = None, fault
        value, found = self._seen[key]
        if found is not None:
            raise found
        return value

    def ask(self, call: Call, function: Function | None = None) -> Any:
        """Make a call of the student's function."""
        self.calls += 1
        outcome = run(function or self.function, call)
        asked = ("you were asked for", call.describe(self.question))
        if isinstance(outcome.error, NotImplementedError):
            raise outcome.error
        if outcome.error is not None:
            kind, text = type(outcome.error).__name__, _what_it_says(outcome.error)
            words = " ".join(word for word in text.split() if word.isalpha())[:60]
            lines = asked, ("it raised", f"{kind}: {text}")
            raise _Fault(f"raised {kind}: {words}", "stopped by an exception", *lines)
        if outcome.changed:
            changed = ", ".join(outcome.changed)
            line = ("changed", f"{changed}: work on a copy, the caller still needs the original")
            raise _Fault(f"changed {changed}", "changed its input", asked, line)
        return outcome.value

    def look(self, function: Function, *args: Any, doing: str, **options: Any) -> Any:
        """Run a probe on what the student's function returned."""
        outcome = run(functools.partial(probe, function, *args, beside=self.function, **options), Call())
        if outcome.error is not None:
            kind, text = type(outcome.error).__name__, _what_it_says(outcome.error)
            raise _Fault(f"{doing}: {kind}", f"{doing} is stopped by an exception", ("it raised", f"{kind}: {text}"))
        return outcome.value

    def numbers(self, function: Function, *args: Any, doing: str, **options: Any) -> np.ndarray:
        """As `look`, for a probe that returns one array."""
        array = as_array(self.look(function, *args, doing=doing, **options))
        if array is None:
            raise _Fault(f"{doing}: no array", f"{doing} gives no array of numbers")
        return array.astype(np.float64)


class _Building(_Subject):
    question = "build_cnn"

    def new(self, **options: Any) -> Any:
        """A model, made for this call."""
        model = self.ask(build_call(**options))
        kind = self.look(keras_probes.kind_of, model, doing="the answer")
        if kind != keras_probes.MODEL:
            shown = "None (is there a `return`?)" if model is None else f"an object of type {kind}"
            raise _Fault(f"kind {kind}", "not a model", ("yours", shown), ("expected", "a keras.Model"))
        return model

    @property
    def model(self) -> Any:
        """One model for all that does not change it."""
        return self.once("model", self.new)

    def answers(self, images: np.ndarray, training: bool = False, model: Any = None) -> np.ndarray:
        """The model's answer to a batch."""
        chosen = self.model if model is None else model
        return self.numbers(keras_probes.predictions, chosen, images, training, doing="model(images)")

    @property
    def parts(self) -> Mapping[str, Any]:
        """What the model is made of."""
        return self.once("parts", self._parts)

    def _parts(self) -> Mapping[str, Any]:
        found = self.look(keras_probes.anatomy, self.model, _pictures(2), doing="model(images, training=True)")
        if not isinstance(found, dict):
            raise _Fault("no parts", "the model cannot be looked into")
        return found


def _pictures(count: int, shape: tuple[int, int, int] = (28, 28, 1), seed: int = 1) -> np.ndarray:
    """Images with values between 0 and 1, none like the other."""
    return np.random.default_rng(seed).random((count, *shape), dtype=np.float32)


def _answers_are_probabilities(building: _Building) -> None:
    """Ten probabilities for each image."""
    answers = building.answers(_pictures(16))
    if answers.shape != (16, 10):
        lines = ("model(images)", f"shape {answers.shape}"), ("expected", "(16, 10): one row an image")
        raise _Fault(f"shape {answers.shape}", "wrong shape", *lines)
    if not np.isfinite(answers).all():
        raise _Fault("not finite", "answers that are not finite", ("seen", "nan or inf in model(images)"))
    sums = answers.sum(axis=1)
    if answers.min() < 0 or np.abs(sums - 1).max() > 1e-3:
        if answers.max() <= 0:
            kind = "all negative"
        elif answers.min() < 0:
            kind = "both signs"
        else:
            columns = np.abs(answers.sum(axis=0) - 1).max() < 1e-3
            kind = "columns" if columns else "zeros" if answers.min() == 0 else "positive"
        row = ", ".join(f"{number:.2f}" for number in answers[0])
        lines = ("first row", f"[{row}], sum {sums[0]:.2f}"), ("expected", "numbers from 0 to 1 with sum 1")
        raise _Fault(f"no probabilities: {kind}", "rows are not probabilities", *lines)
    training = building.answers(_pictures(16), training=True)
    if not (training.min() >= 0 and np.abs(training.sum(axis=1) - 1).max() < 1e-3):
        seen = f"model(images, training=True): the first row has the sum {training[0].sum():.2f}"
        lines = ("seen", seen), ("expected", "the softmax is the last thing that happens")
        raise _Fault(f"in training {'zeros' if training.min() == 0 else 'signs'}", "rows are not probabilities", *lines)
    if np.ptp(answers, axis=0).max() < 1e-7:
        raise _Fault("constant", "the same answer to every image", ("seen", "16 images, 16 times the same row"))
    sharp = building.numbers(
        keras_probes.with_large_weights, building.model, _pictures(64), 30.0, doing="the model with larger weights"
    )
    if np.isfinite(sharp).all() and 0.2 < sharp.max() < 0.24:  # e / (e + 9) = 0.232: a softmax of a softmax
        seen = f"with weights 30 times as large the largest probability of 64 images is {sharp.max():.2f}"
        raise _Fault("never sure", "a network that cannot be sure", ("seen", seen))


def _arguments_are_used(building: _Building) -> None:
    """Other images and another number of classes."""
    model = building.new(input_shape=(32, 36, 3), classes=4)
    answers = building.answers(_pictures(3, (32, 36, 3)), model=model)
    if answers.shape != (3, 4):
        asked = ("you were asked for", "build_cnn(input_shape=(32, 36, 3), classes=4)")
        lines = ("model(images)", f"shape {answers.shape} for 3 images"), ("expected", "(3, 4)")
        raise _Fault(f"arguments {answers.shape}", "an argument is not used", asked, *lines)


def _models_are_new(building: _Building) -> None:
    """Each call builds a model of its own."""
    one, other = building.new(), building.new()
    for model in (one, other):
        building.answers(_pictures(2), model=model)  # some have no weights before their first call
    building.look(keras_probes.cleared, one, doing="model.set_weights")
    newest = building.new()
    building.answers(_pictures(2), model=newest)
    for model in (other, newest):
        weights = building.look(keras_probes.weights_of, model, doing="model.get_weights")
        if not any(np.any(weight) for weight in weights):
            seen = "the weights of one model were set to 0, and those of another are 0 too"
            raise _Fault("shared", "models share their weights", ("seen", seen))


def _convolutions(building: _Building) -> None:
    """At least three convolutions and a max pooling, at most 1.2 million parameters."""
    parts = building.parts
    kernels = [shape for shape in parts["trainable"] if len(shape) == 4]
    frozen = [shape for shape in parts["frozen"] if len(shape) == 4]
    idle = [shape for shape in parts["idle"] if len(shape) == 4]
    count = min(len(kernels) - len(idle), parts["convolutions"])
    if count < MIN_CONVOLUTIONS:
        found = f"{parts['convolutions']} convolutions, {len(kernels)} kernels (kh, kw, C_in, C_out) that are trained"
        found += f", {len(frozen)} frozen" if frozen else ""
        found += f", {len(idle)} of them without effect on the answer" if idle else ""
        kind = "frozen" if len(frozen) + len(kernels) >= MIN_CONVOLUTIONS else f"{count}"
        kind = "idle" if idle else kind
        lines = ("in your model", found), ("expected", "at least 3, each with a kernel of its own")
        raise _Fault(f"convolutions {kind} of {parts['convolutions']}", "too few convolutions", *lines)
    if not parts["max_pools"]:
        others = ", ".join(name for name in parts["kinds"] if "Pool" in name)
        kind = "small" if "Max" in others else "average" if others else "none"
        seen = f"no max pooling of two numbers or more, {others or 'nothing'} of that kind"
        lines = ("in your model", seen), ("expected", "at least 1")
        raise _Fault(f"no pooling {kind}", "max pooling is missing", *lines)
    weights = building.look(keras_probes.weights_of, building.model, doing="model.get_weights")
    size = sum(weight.size for weight in weights)
    if size > MAX_PARAMETERS:
        lines = ("parameters", f"{size:,}"), ("expected", f"at most {MAX_PARAMETERS:,}")
        raise _Fault("too large", "too many parameters", *lines)


def _batches_are_normalised(building: _Building) -> None:
    """Batch normalisation, over the channels, that measures while training."""
    normalised = building.parts["normalised"]
    if not normalised:
        others = [name for name in building.parts["kinds"] if "Norm" in name]
        seen = f"no batch normalisation that is used, {', '.join(others) or 'nothing'} of that kind"
        lines = ("in your model", seen), ("expected", "at least 1")
        raise _Fault(f"no batch norm {bool(others)}", "batch normalisation is missing", *lines)
    if not all(normalised):
        lines = ("in your model", "a batch normalisation along another axis than the last"), ("expected", "axis=-1")
        raise _Fault("axis", "not the channels are normalised", *lines)
    changed = building.look(keras_probes.after_training_mode, building.model, _pictures(8), doing="training mode")
    if not changed:
        seen = "model(images, training=True) leaves every moving average as it was"
        raise _Fault("no averages", "batch normalisation does not measure", ("seen", seen))


def _some_is_dropped(building: _Building) -> None:
    """Dropout at a rate of at most a half, in training."""
    rates = building.parts["dropped"]
    if not rates and not building.parts["masked"]:
        lines = ("in your model", "no dropout that is used"), ("expected", "at least one")
        raise _Fault("no dropout", "dropout is missing", *lines)
    if max(rates, default=0) > 0.5:
        lines = ("in your model", f"dropout at a rate of {max(rates):g}"), ("expected", "at most 0.5")
        raise _Fault("rate", "too much is dropped", *lines)
    images = _pictures(8)
    first, second = building.answers(images, training=True), building.answers(images, training=True)
    if np.abs(first - second).max() < 1e-7:
        seen = "model(images, training=True) twice: the same answers"
        kind = "rate 0" if rates and max(rates) == 0 else "nothing dropped"
        raise _Fault(kind, "dropout does not drop", ("seen", seen), ("rates", str(rates)))


def _inference_is_calm(building: _Building) -> None:
    """At inference the answer depends on the image alone."""
    images = _pictures(8)
    first, second = building.answers(images), building.answers(images)
    if np.abs(first - second).max() > 1e-5:
        raise _Fault("random", "random at inference", ("seen", "model(images, training=False) twice: other answers"))
    if np.abs(building.answers(images[:1])[0] - first[0]).max() > 1e-3:
        seen = "model(images, training=False): the first image alone gets another answer than among eight"
        raise _Fault("neighbours", "the other images of a batch change the answer", ("seen", seen))


def _digits_are_learnt(building: _Building) -> None:
    """Trained by the check, the model reads 94 % of the digits it has not seen."""
    from utils.data import load_mnist

    digits = load_mnist()
    random = rng()
    order, unseen = random.permutation(len(digits.train_labels)), random.permutation(len(digits.test_labels))
    images, targets = _scaled(digits.train_images[order]), np.eye(10, dtype=np.float32)[digits.train_labels[order]]
    test_images, test_labels = _scaled(digits.test_images[unseen]), digits.test_labels[unseen]
    model = building.new()
    seed = int(random.integers(1000))
    building.look(keras_probes.compile_for_digits, model, images[:1], seed, doing="model.compile")
    seconds, best, last = 0.0, 0.0, 0
    for step in range(MAX_EPOCHS * 4):
        part = np.arange(1000) + step % 4 * 1000
        seconds += float(building.look(keras_probes.fit_digits, model, images[part], targets[part], doing="model.fit"))
        last = step + 1
        if step < 2:
            continue
        answers = building.numbers(keras_probes.predicted, model, test_images, doing="model.predict")
        if answers.shape != (len(test_labels), 10):
            raise _Fault("shape", "wrong shape", ("model.predict", f"shape {answers.shape}"))
        best = max(best, float((answers.argmax(axis=1) == test_labels).mean()))
        if best >= BAR or seconds > MAX_SECONDS:
            break
    building.summary = f"{best:.1%} of 1,000 unseen digits are read after {1000 * last:,} examples"
    if best < BAR:
        seen = f"at best {best:.1%} of 1,000 unseen digits, after {1000 * last:,} examples and {seconds:.0f} s"
        limits = f"{BAR:.0%} within {MAX_EPOCHS} passes over 4,000 digits and {MAX_SECONDS:.0f} s of one processor"
        raise _Fault("unread", "too many digits are misread", ("seen", seen), ("expected", limits))


def _scaled(images: np.ndarray) -> np.ndarray:
    return images[..., None].astype(np.float32) / 255


MIN_CONVOLUTIONS, MAX_PARAMETERS = 3, 1_200_000
BAR, MAX_EPOCHS, MAX_SECONDS = 0.94, 8, 60.0


class _Augmenting(_Subject):
    question = "build_augmenter"

    @property
    def layer(self) -> Any:
        """One augmenter for all looks."""
        return self.once("layer", self._layer)

    def _layer(self) -> Any:
        layer = self.ask(build_call())
        kind = self.look(keras_probes.kind_of, layer, doing="the answer")
        if kind not in (keras_probes.MODEL, keras_probes.LAYER):
            shown = "None (is there a `return`?)" if layer is None else f"an object of type {kind}"
            raise _Fault(f"kind {kind}", "not a layer", ("yours", shown), ("expected", "a Keras layer or model"))
        return layer

    def changed(self, images: np.ndarray, training: bool = True) -> np.ndarray:
        """What becomes of a batch."""
        doing = f"augmenter(images, training={training})"
        result = self.numbers(keras_probes.predictions, self.layer, images, training, doing=doing)
        if result.shape != images.shape:
            lines = (doing, f"shape {result.shape}"), ("expected", f"{images.shape}")
            raise _Fault(f"shape {result.shape}", "the shape changes", *lines)
        return result

    @property
    def poses(self) -> _Poses:
        """How a figure of four spots is moved in many draws."""
        return self.once("poses", self._poses)

    def _poses(self) -> _Poses:
        batch = np.repeat(_spots(*GRID)[None, :, :, None], DRAWS, axis=0).astype(np.float32)
        drawn = [self.changed(batch), self.changed(batch)]
        if not max(np.abs(d).max() for d in drawn):
            raise _Fault("black", "nothing is left of the images", ("seen", "0 at every place, in training"))
        if max(np.abs(d - batch).max() for d in drawn) < 1e-4:
            seen = "augmenter(images, training=True) returns the images as they are"
            raise _Fault("nothing", "nothing is changed", ("seen", seen))
        if np.abs(drawn[0] - drawn[1]).max() < 1e-4:
            raise _Fault("frozen", "the same change each time", ("seen", "two calls in training: the same images"))
        if max(np.abs(d - d[:1]).max() for d in drawn) < 1e-4:
            seen = f"{DRAWS} copies of one image in a batch: all are changed in the same way"
            raise _Fault("one draw", "one draw for a whole batch", ("seen", seen))
        return _fit_poses(np.concatenate(drawn)[..., 0])


@dataclass(frozen=True)
class _Poses:
    """Of every draw: degrees, shift in pixels (K, 2), zoom along two axes (K, 2), mirrored or not; and how it fits.

    `lost`: most of the figure has left the image. `clear`: the spots in this pose are what the image shows.
    """

    angles: np.ndarray
    shifts: np.ndarray
    zooms: np.ndarray
    mirrored: np.ndarray
    lost: np.ndarray
    clear: np.ndarray


DRAWS = 128
GRID = tuple(np.indices((28, 28)) - 13.5)
SPOTS = ((0.0, 0.0, 2.0, 0.6), (0.0, 6.5, 1.6, 0.55), (5.0, 0.0, 1.6, 0.35), (-1.0, -5.0, 1.4, 0.3))


def _spots(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Four soft spots of different size and brightness around the centre: no turn or mirror image is like another."""
    spots = [
        height * np.exp(-((rows - row) ** 2 + (columns - column) ** 2) / (2 * size**2))
        for row, column, size, height in SPOTS
    ]
    return np.add.reduce(spots)


def _fit_poses(images: np.ndarray) -> _Poses:
    """The linear map and the shift that turn the spots into each image `(K, 28, 28)`, by least squares.

    A pose is a row of eight numbers: a matrix (2, 2) and a shift that say where a pixel looks, contrast and brightness.
    """
    points = np.stack([axis.ravel() for axis in GRID])  # (2, 784)
    flat = images.reshape(len(images), -1)
    ground = np.median(flat, axis=1)
    figure = np.maximum(flat - ground[:, None], 0)
    mass = np.maximum(figure.sum(axis=1), 1e-6)
    centres = (figure @ points.T) / mass[:, None]
    own = _spots(*points)
    centre = points @ own / own.sum()
    starts = []
    for mirror in (1.0, -1.0):
        for angle in np.arange(12) * math.pi / 6:
            turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
            linear = turn * (1.0, mirror)
            shift = centre - centres @ linear.T
            matrix = np.broadcast_to(linear.ravel(), (len(images), 4))
            starts.append(np.column_stack([matrix, shift, np.ones(len(images)), ground]))
    errors = np.stack([_error(start, points, flat) for start in starts])
    best_error = np.full(len(images), np.inf)
    best = starts[0]
    for rank in range(3):
        pose = np.stack(starts)[np.argsort(errors, axis=0)[rank], np.arange(len(images))]
        for _ in range(12):
            pose = pose + _step(pose, points, flat)
        error = _error(pose, points, flat)
        better = error < best_error
        best = np.where(better[:, None], pose, best)
        best_error = np.where(better, error, best_error)
    moved = np.linalg.inv(best[:, :4].reshape(-1, 2, 2) + 1e-9 * np.eye(2))
    left, sizes, right = np.linalg.svd(moved)
    turns = left @ right
    energy = (figure**2).sum(axis=1)
    clear = best_error < 0.1 * energy
    return _Poses(
        angles=np.degrees(np.arctan2(turns[:, 1, 0], turns[:, 0, 0])),
        shifts=-np.einsum("kij,kj->ki", moved, best[:, 4:6]),
        zooms=sizes,
        mirrored=(np.linalg.det(moved) < 0) & (best_error < 0.03 * energy),
        lost=(mass < 0.35 * own.sum()) & ~clear,
        clear=clear,
    )


def _warped(pose: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Where each pixel looks in each pose, (K, 2, 784)."""
    return pose[:, :4].reshape(-1, 2, 2) @ points + pose[:, 4:6, None]


def _error(pose: np.ndarray, points: np.ndarray, flat: np.ndarray) -> np.ndarray:
    places = _warped(pose, points)
    return ((pose[:, 6:7] * _spots(places[:, 0], places[:, 1]) + pose[:, 7:] - flat) ** 2).sum(axis=1)


def _step(pose: np.ndarray, points: np.ndarray, flat: np.ndarray) -> np.ndarray:
    """One step of Gauss and Newton towards the images, damped."""
    places, contrast = _warped(pose, points), pose[:, 6:7]
    seen = _spots(places[:, 0], places[:, 1])
    nudge = 1e-3
    slopes = [
        contrast * (_spots(places[:, 0] + nudge * (axis == 0), places[:, 1] + nudge * (axis == 1)) - seen) / nudge
        for axis in (0, 1)
    ]
    columns = [slope * factor for slope in slopes for factor in points] + [*slopes, seen, np.ones_like(seen)]
    jacobian = np.stack(columns, axis=-1)  # (K, 784, 8)
    normal = np.einsum("kpi,kpj->kij", jacobian, jacobian)
    scale = np.einsum("kii->ki", normal)
    damped = normal + np.einsum("ki,ij->kij", 1e-3 * scale + 1e-9, np.eye(8))
    wanted = np.einsum("kpi,kp->ki", jacobian, flat - contrast * seen - pose[:, 7:])
    return np.linalg.solve(damped, wanted[..., None])[..., 0]


def _inference_is_identity(augmenting: _Augmenting) -> None:
    """At inference the images come back as they are."""
    images = _pictures(6)
    result = augmenting.changed(images, training=False)
    if np.abs(result - images).max() > 1e-4:
        seen = (
            f"largest change {np.abs(result - images).max():.2f}, values from {result.min():.3f} to {result.max():.3f}"
        )
        lines = ("augmenter(images, training=False)", seen), ("expected", "no change")
        top = float(result.max())
        kind = "black" if top == 0 else "scaled" if top < 0.1 else "bytes" if top > 10 else "moved"
        raise _Fault(f"inference {kind}", "changes images at inference", *lines)


def _digits_are_moved(augmenting: _Augmenting) -> None:
    """In training every image is turned, shifted both ways and zoomed, each time anew."""
    poses = augmenting.poses
    good = poses.clear & ~poses.mirrored
    if good.sum() < 32:
        return  # far too much, which the other check says
    zooms = np.log(poses.zooms[good]).mean(axis=1)
    spread = {
        "rotation": float(np.std(poses.angles[good])),
        "vertical shift": float(np.std(poses.shifts[good, 0])),
        "horizontal shift": float(np.std(poses.shifts[good, 1])),
        "zoom": float(100 * np.std(zooms)),
    }
    least = {"rotation": 0.9, "vertical shift": 0.4, "horizontal shift": 0.4, "zoom": 0.9}
    units = {"rotation": "degrees", "zoom": "%"}
    missing = [name for name, value in spread.items() if value < least[name]]
    turns, shifts = np.quantile(poses.angles[good], [0.1, 0.9]), np.quantile(poses.shifts[good], [0.1, 0.9], axis=0)
    if missing:
        lines = [(name, f"varies by {value:.2f} {units.get(name, 'pixels')}") for name, value in spread.items()]
        headline = f"no {' and no '.join(missing)} to speak of"
        raise _Fault(f"missing {', '.join(missing)}", headline, *lines)
    reach = {"rotation": turns, "vertical shift": shifts[:, 0], "horizontal shift": shifts[:, 1]}
    single = [name for name, (low, high) in reach.items() if max(low, -high) > -least[name] / 2]
    if single:
        lines = [
            (name, "mostly from {:.1f} to {:.1f} ".format(*reach[name]) + units.get(name, "pixels")) for name in single
        ]
        raise _Fault(f"single {', '.join(single)}", f"{' and '.join(single)} to one side only", *lines)


def _changes_are_small(augmenting: _Augmenting) -> None:
    """Never more than 30 degrees, a fifth of the image, a quarter in size."""
    poses = augmenting.poses
    clear = poses.clear
    angles, mirrored = np.abs(poses.angles), clear & poses.mirrored
    if poses.lost.mean() > FEW:
        seen = f"in {poses.lost.mean():.0%} of {2 * DRAWS} draws most of the figure is not there"
        raise _Fault("lost", "digits leave the image", ("seen", seen))
    shifts, zooms = np.abs(poses.shifts).max(axis=1), poses.zooms
    if (clear & (shifts > 7.5)).mean() > FEW:
        lines = (
            ("seen", f"shifts of up to {shifts[clear].max():.1f} pixels"),
            ("expected", "at most 5.6, a fifth of 28"),
        )
        raise _Fault("shift", "shifted too far", *lines)
    if mirrored.mean() > FEW:
        seen = f"{mirrored.mean():.0%} of {2 * DRAWS} draws are mirror images"
        sideways = float((angles[mirrored] < 90).mean())
        kind = "sideways" if sideways > 0.9 else "down" if sideways < 0.1 else "both"
        raise _Fault(f"mirrored {kind}", "digits are mirrored", ("seen", seen))
    if (clear & (angles > 33)).mean() > FEW:
        largest, between = angles[clear].max(), ((angles > 40) & (angles < 140)).any()
        lines = ("seen", f"turns of up to {largest:.0f} degrees"), ("expected", "at most 30")
        kind = "large" if largest < 150 else "any" if between else "half turns"
        raise _Fault(f"angle {kind}", "turned too far", *lines)
    if (clear & ((zooms > 1.45) | (zooms < 0.7)).any(axis=1)).mean() > FEW:
        seen = f"sizes from {zooms[clear].min():.2f} to {zooms[clear].max():.2f} of the original"
        raise _Fault("zoom", "zoomed too far", ("seen", seen), ("expected", "at most a quarter either way"))


def _places_are_kept(augmenting: _Augmenting) -> None:
    """Each image of a batch stays at its place: its label does too."""
    marked = np.arange(32) % 3 == 0
    batch = _spots(*GRID)[None, :, :, None] * marked[:, None, None, None]
    result = augmenting.changed(batch.astype(np.float32))
    mass = np.abs(result - np.median(result, axis=(1, 2), keepdims=True)).sum(axis=(1, 2, 3))
    if not mass[marked].min() > 2 * mass[~marked].max():
        seen = "a batch of figures and of empty images: afterwards figures are where empty images were"
        raise _Fault("places", "the images of a batch change places", ("seen", seen))


def _range_is_kept(augmenting: _Augmenting) -> None:
    """Images from 0 to 1 stay from 0 to 1."""
    noise = (_pictures(64) > 0.5).astype(np.float32)
    result = augmenting.changed(noise)
    low, high = float(result.min()), float(result.max())
    if not (low >= -1e-3 and high <= 1 + 1e-3):
        lines = ("images", "from 0 to 1"), ("result", f"from {low:.2f} to {high:.2f}")
        raise _Fault(
            f"range {'bytes' if high > 200 else 'wide' if high - low > 2 else 'narrow'}", "the range changes", *lines
        )
    if high < 0.9:
        lines = ("images", "from 0 to 1"), ("result", f"from {low:.4f} to {high:.4f}")
        raise _Fault("range faint", "the range changes", *lines)


FEW = 0.02


class _Training(_Subject):
    question = "train"

    def fit(self, network: Any, images: np.ndarray, targets: np.ndarray, epochs: int, **options: int) -> Any:
        """Let the student train a network; what `train` returned."""
        return self.ask(train_call(images, targets, epochs, **options), self.on(network))

    def on(self, network: Any = None) -> Function:
        """The student's function with a network in place of the placeholder; by default a new memory network."""

        def call(model: Any, *args: Any, **options: Any) -> Any:
            chosen = self.memory() if network is None else network
            return self.function(chosen, *args, **options)

        return call

    def memory(self) -> Any:
        """A network that remembers what it was trained on."""
        return self.look(keras_probes.memory_network, doing="the network of the check")

    def remembered(self, network: Any) -> tuple[float, float, float, np.ndarray]:
        """Largest input and most lit pixels of a memory network, examples trained on, and its weights (784, 10)."""
        found = self.look(keras_probes.weights_of, network, doing="model.get_weights")
        arrays = [as_array(part) for part in found] if isinstance(found, list) else []
        if [None if array is None else array.shape for array in arrays] != [(), (), (), (28 * 28, 10)]:
            raise _Fault("other weights", "the model is not the one that was handed in")
        largest, lit, count, weights = (np.asarray(array, dtype=np.float64) for array in arrays)
        return float(largest), float(lit), float(count), weights

    @property
    def trial(self) -> _Run:
        """Three epochs on examples that light one pixel each."""
        return self.once("trial", self._trial)

    def _trial(self) -> _Run:
        random = np.random.default_rng(3)
        count = 400
        return self.try_out(random.permutation(28 * 28)[:count], random.integers(0, 10, count), 3)

    def try_out(self, pixels: np.ndarray, labels: np.ndarray, epochs: int, **options: int) -> _Run:
        """Train a memory network on one example a pixel."""
        network = self.memory()
        images, targets = _one_pixel_each(pixels, labels)
        history = self.fit(network, images, targets, epochs, **options)
        return _Run(pixels, labels, epochs, history, *self.remembered(network))

    def recorded(self, run: _Run) -> dict[str, list[float]]:
        """The History's numbers; empty when there is no History."""
        kind = self.look(keras_probes.kind_of, run.history, doing="the answer")
        if kind != keras_probes.HISTORY:
            return {}
        found = self.look(keras_probes.history_of, run.history, doing="history.history")
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class _Run:
    """One training of a memory network: what was given, what came back, what it remembers."""

    pixels: np.ndarray
    labels: np.ndarray
    epochs: int
    history: Any
    largest: float
    lit: float
    count: float
    weights: np.ndarray

    @property
    def trained(self) -> np.ndarray:
        """For each example whether the network was ever trained on it."""
        return np.abs(self.weights[self.pixels]).max(axis=1) > 0


def _one_pixel_each(pixels: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    images = np.zeros((len(pixels), 28 * 28), dtype=np.float32)
    images[np.arange(len(pixels)), pixels] = 1
    return images.reshape(-1, 28, 28, 1), np.eye(10, dtype=np.float32)[labels]


def _history_is_returned(training: _Training) -> None:
    """A History with loss, accuracy and both for the held-out examples, one number an epoch."""
    run = training.trial
    kind = training.look(keras_probes.kind_of, run.history, doing="the answer")
    if kind != keras_probes.HISTORY:
        shown = describe(run.history) if run.history is None else f"an object of type {kind}"
        counted = f" of {len(run.history)}" if isinstance(run.history, list) else ""
        raise _Fault(
            f"kind {kind}{counted}", "not a History", ("yours", shown), ("expected", "the History that fit returns")
        )
    recorded = training.recorded(run)
    names = ", ".join(recorded) or "nothing"
    accuracies = [name for name in recorded if "acc" in name]
    wanted = {
        "loss": "loss" in recorded,
        "val_loss": "val_loss" in recorded,
        "accuracy": any(not name.startswith("val_") for name in accuracies),
        "val_accuracy": any(name.startswith("val_") for name in accuracies),
    }
    if missing := [name for name, there in wanted.items() if not there]:
        lines = ("it holds", names), ("missing", ", ".join(missing))
        raise _Fault(f"missing {', '.join(missing)}", "the History lacks something", *lines)
    lengths = {len(values) for values in recorded.values()}
    if lengths != {run.epochs}:
        lines = ("epochs asked for", f"{run.epochs}"), ("in the History", " and ".join(map(str, sorted(lengths))))
        raise _Fault(f"epochs {sorted(lengths)}", "another number of epochs", *lines)
    passes = run.count / max(run.trained.sum(), 1)
    explained = _is_learnt(recorded) or _strangers(run).size or not run.trained.any()
    if passes > 1.5 * run.epochs and not explained:
        lines = ("epochs asked for", f"{run.epochs}"), ("each training example was seen", f"{passes:.1f} times")
        raise _Fault(f"passes {passes:.0f}", "another number of epochs", *lines)


def _loss_is_cross_entropy(training: _Training) -> None:
    """The loss is the cross-entropy of one-hot targets."""
    recorded = training.recorded(training.trial)
    if "val_loss" not in recorded:
        return
    loss, unseen = recorded["loss"][-1], recorded["val_loss"][0]
    if abs(loss - 1.4612) < 0.002:
        seen = f"the loss of examples known by heart is {loss:.4f}"
        raise _Fault("twice", "the loss has a floor", ("seen", seen), ("expected", "below 0.1"))
    others = training.trial.lit > 1 or _strangers(training.trial).size
    if abs(unseen - math.log(10)) > 0.01 and not _is_learnt(recorded) and not others:
        seen = f"ten equal probabilities cost {unseen:.3f}"
        raise _Fault(f"loss {unseen:.2f}", "another loss", ("seen", seen), ("expected", "ln 10 = 2.303"))
    accuracy = [recorded[name][0] for name in recorded if name.startswith("val_") and "acc" in name]
    if accuracy and abs(accuracy[0] - 0.9) < 1e-3:
        seen = "ten equal probabilities are called 90 % right"
        raise _Fault("binary", "another accuracy", ("seen", seen), ("expected", "the share of right answers"))


def _is_learnt(recorded: Mapping[str, Sequence[float]]) -> bool:
    """Whether a memory network knows some of its validation examples, which must be unknown to it in every epoch."""
    losses = recorded.get("val_loss", [])
    accuracy = [values[0] for name, values in recorded.items() if name.startswith("val_") and "acc" in name]
    known = bool(accuracy) and accuracy[0] > 0.25 and abs(accuracy[0] - 0.9) > 1e-3
    return bool(losses) and (max(losses) - min(losses) > 1e-3 or (known and abs(losses[0] - math.log(10)) > 0.01))


def _validation_is_held_out(training: _Training) -> None:
    """A part of the examples is held out, and never trained on."""
    _look_at_memory(training, training.trial)


def _strangers(run: _Run) -> np.ndarray:
    """Pixels that no example lights and that have been trained."""
    return np.setdiff1d(np.flatnonzero(np.abs(run.weights).max(axis=1)), run.pixels)


def _look_at_memory(training: _Training, run: _Run) -> None:
    trained, recorded = run.trained, training.recorded(run)
    if not trained.any():
        seen = "every weight is what it was before"
        kind = "no step" if run.count else "untouched"
        raise _Fault(kind, "the model has not been trained", ("seen", seen))
    if _strangers(run).size:
        seen = "weights moved that belong to pixels which no example lights"
        raise _Fault("other images", "trained on other images than were given", ("seen", seen))
    if abs(run.largest - 1) > 1e-3:
        lines = ("images", "from 0 to 1"), ("largest value that the model has seen", f"{run.largest:.4g}")
        raise _Fault("scaled", "trained on other images than were given", *lines)
    if run.lit > 1:
        seen = f"an image with {run.lit:.0f} lit pixels, where every image has one"
        raise _Fault("other validation", "validated on other images than were given", ("the model has seen", seen))
    share, losses = float((~trained).mean()), recorded.get("val_loss", [])
    numbers = (
        ("examples", f"{len(trained)}, each with one lit pixel of its own"),
        ("trained on", f"{int(trained.sum())}: the weights of their pixels moved"),
    )
    if _is_learnt(recorded):
        shown = ", ".join(f"{loss:.3f}" for loss in losses)
        told = ("val_loss", f"{shown}; examples never trained on stay at ln 10 = 2.303")
        first_unknown = abs(losses[0] - math.log(10)) < 0.01
        kind = "another part" if first_unknown else "all trained" if share == 0 else "overlap"
        kind = "copies" if kind == "overlap" and run.count > 1.5 * run.epochs * trained.sum() else kind
        raise _Fault(kind, "trains on what it validates with", *numbers, told)
    if share == 0:
        kind = "trained afterwards" if losses else "nothing held out"
        headline = "trains on what it validates with" if losses else "nothing is held out"
        raise _Fault(kind, headline, *numbers, ("expected", "10 to 30 % are held out"))
    if not 0.05 <= share <= 0.5:
        kind = "few" if share < 0.05 else "many"
        counted = ("held out", f"{share:.0%}"), ("expected", "10 to 30 %")
        raise _Fault(f"too {kind}", f"too {kind} are held out", *numbers, *counted)


def _targets_belong(training: _Training) -> None:
    """Each image is trained with its own target."""
    _look_at_targets(training.trial)


def _look_at_targets(run: _Run) -> None:
    trained = run.trained
    right = run.weights[run.pixels].argmax(axis=1) == run.labels
    if trained.any() and right[trained].mean() < 0.98:
        seen = f"{right[trained].mean():.0%} of the trained images have learnt the target that belongs to them"
        raise _Fault("mismatch", "images are trained with targets of others", ("seen", seen))


def _seed_decides(training: _Training) -> None:
    """The same seed gives the same weights, another seed others."""
    random = np.random.default_rng(5)
    pixels, labels = random.integers(0, 28 * 28, 2048), random.integers(0, 10, 2048)
    found = []
    for before, options in ((11, {}), (12, {"seed": 0}), (13, {"seed": 1})):
        training.look(keras_probes.reseed, before, doing="the check")
        found.append(training.try_out(pixels, labels, 1, **options).weights)
    default, zero, one = found
    if not default.any():
        raise _Fault("untouched", "the model has not been trained", ("seen", "every weight is what it was before"))
    size = np.abs(zero).max()
    if np.abs(one - zero).max() < 1e-3 * size:
        raise _Fault("ignored", "the seed is not used", ("seen", "seed=0 and seed=1 give the same weights"))
    if np.abs(default - zero).max() > 1e-2 * size:
        seen = "train(model, images, targets, 1), then the same with seed=0: other weights"
        raise _Fault("not reproducible", "the seed does not decide", ("seen", seen))


def _training_reads_digits(training: _Training) -> None:
    """A small network of the check, trained by the student's function, reads three of four digits it has not seen."""
    from utils.data import load_mnist

    digits = load_mnist()
    random = rng()
    order = random.permutation(len(digits.train_labels))
    images, labels = _scaled(digits.train_images[order]), digits.train_labels[order]
    seed = int(random.integers(1000))
    network = training.look(keras_probes.digit_network, seed, doing="the network of the check")
    history = training.fit(network, images, np.eye(10, dtype=np.float32)[labels], TRAIN_EPOCHS, seed=seed)
    answers = training.numbers(keras_probes.predicted, network, _scaled(digits.test_images), doing="model.predict")
    if answers.shape != (len(digits.test_labels), 10):
        raise _Fault("shape", "wrong shape", ("model.predict", f"shape {answers.shape}"))
    accuracy = float((answers.argmax(axis=1) == digits.test_labels).mean())
    training.summary = f"{accuracy:.1%} of 1,000 unseen digits are read after {TRAIN_EPOCHS} epochs"
    recorded = training.recorded(_Run(order, labels, TRAIN_EPOCHS, history, 0.0, 0.0, 0.0, np.empty(0)))
    scores = [values[-1] for name, values in recorded.items() if name.startswith("val_") and "acc" in name and values]
    if scores and abs(scores[0] - accuracy) > 0.15:
        lines = ("accuracy on unseen digits", f"{accuracy:.1%}"), ("your validation accuracy", f"{scores[0]:.1%}")
        kind = "low" if scores[0] < accuracy else "high"
        raise _Fault(f"validation {kind}", "the validation score disagrees", *lines)
    if accuracy < TRAIN_BAR:
        seen = f"{accuracy:.1%} of 1,000 unseen digits, after {TRAIN_EPOCHS} epochs on 4,000"
        kind = "guesses" if accuracy < 0.2 else "slow"
        raise _Fault(kind, "too many digits are misread", ("seen", seen), ("expected", f"{TRAIN_BAR:.0%}"))


TRAIN_BAR, TRAIN_EPOCHS = 0.75, 8
SUBJECTS: dict[str, type[_Subject]] = {
    "build_cnn": _Building,
    "build_augmenter": _Augmenting,
    "train": _Training,
}
ASPECTS: dict[str, dict[str, Callable[[Any], None]]] = {
    "build_cnn": {
        "output": _answers_are_probabilities,
        "arguments": _arguments_are_used,
        "new": _models_are_new,
        "convolutions": _convolutions,
        "normalisation": _batches_are_normalised,
        "dropout": _some_is_dropped,
        "inference": _inference_is_calm,
        "accuracy": _digits_are_learnt,
    },
    "build_augmenter": {
        "inference": _inference_is_identity,
        "moves": _digits_are_moved,
        "range": _range_is_kept,
        "small": _changes_are_small,
        "places": _places_are_kept,
    },
    "train": {
        "history": _history_is_returned,
        "loss": _loss_is_cross_entropy,
        "held out": _validation_is_held_out,
        "targets": _targets_belong,
        "seed": _seed_decides,
        "accuracy": _training_reads_digits,
    },
}


def _kind_of_fault(question: str, aspect: str) -> Callable[[Any], list[str]]:
    def look(function: Any) -> list[str]:
        subject = function if isinstance(function, _Subject) else _subject(question, function)
        others = [name for name in ASPECTS[question] if name != aspect]
        if aspect == "accuracy" and any(_kind_of_fault(question, other)(subject) != ["fine"] for other in others):
            return [f"{NOTHING}other faults explain it"]
        try:
            ASPECTS[question][aspect](subject)
        except NotImplementedError as error:
            return [f"{NOTHING}{type(error).__name__}"]
        except _Fault as fault:
            return [fault.kind]
        return ["fine"]

    return look


@functools.lru_cache(maxsize=1)
def _subject(question: str, function: Function) -> _Subject:
    return SUBJECTS[question](function)


def _plain(function: Function) -> Function:
    """The function with TensorFlow's tensors turned into arrays: both are right answers."""

    def call(*args: Any, **options: Any) -> Any:
        value = function(*args, **options)
        return value.numpy() if type(value).__module__.startswith("tensorflow") else value

    return call


def _refusals(function: Any, refusals: Sequence[Refusal]) -> list[str]:
    """What a function does in calls that it must refuse, as tokens."""
    chosen = function.on() if isinstance(function, _Training) else getattr(function, "function", function)
    errors = [(call, names) for call, names, _ in refusals]
    return call_probes([], errors=errors)["errors"](chosen)


def _float32_probe(call: Call) -> Probes:
    def look(function: Function) -> list[str]:
        value = run(function, call).value
        if isinstance(value, list | tuple):
            return [type(value).__name__]
        return [str(value.dtype) if isinstance(value, np.ndarray) else NOTHING]

    return {"dtype": look}


PROBES: dict[str, Probes] = {
    "prepare_images": {
        **call_probes(
            [images_call(bytes_of(2, 28, 28)), images_call(np.concatenate([bytes_of(1, 28, 28) // 5, PALE]))],
            errors=[(call, names) for call, names, _ in IMAGE_REFUSALS],
        ),
        **_float32_probe(images_call(bytes_of(2, 28, 28))),
    },
    "one_hot": {
        **call_probes(
            [
                labels_call([2, 0, 3], classes=4),
                labels_call(np.arange(10)),
                labels_call([1, 1, 0], classes=3),
                labels_call(np.array([4, 0, 9], dtype=np.uint8)),
            ],
            errors=[(call, names) for call, names, _ in LABEL_REFUSALS],
        ),
        **_float32_probe(labels_call([2, 0, 3], classes=4)),
    },
    **{
        question: {aspect: _kind_of_fault(question, aspect) for aspect in aspects}
        for question, aspects in ASPECTS.items()
    },
}
PROBES["build_cnn"] = {**PROBES["build_cnn"], "errors": lambda function: _refusals(function, BUILD_REFUSALS)}
PROBES["train"] = {
    **PROBES["train"],
    "errors": lambda function: _refusals(
        function if isinstance(function, _Training) else _Training(function), _train_refusals()
    ),
}


def _check(question: str, function: Any, subject: Any = None, *, visible: bool = True) -> Check:
    def look_up(aspects: Sequence[str]) -> Any:
        return name_idea(question, function if subject is None else subject, PROBES[question], aspects)

    return Check(question, function, visible=visible, name_idea=look_up)


def _judge(question: str, function: Any, *aspects: str, before: Sequence[str] = ()) -> None:
    """Check some aspects of what a function builds or does, in order; the first fault is the message.

    A fault that `before` would have found explains the failure too, and may give it its name.
    """
    if not callable(function):
        _check(question, function).finish()
    subject = SUBJECTS[question](function)
    check = _check(question, function, subject)
    for number, aspect in enumerate(aspects):
        try:
            ASPECTS[question][aspect](subject)
        except NotImplementedError:
            check.not_written()
            break
        except _Fault as fault:
            check.find("values", fault.headline, fault.lines, aspects=(*before, *aspects[: number + 1]))
            break
        check.show(subject.summary or (ASPECTS[question][aspect].__doc__ or "").splitlines()[0])
    check.calls = subject.calls
    check.finish()


def _refuse(question: str, function: Any, subject: Any, refusals: Sequence[Refusal], allowed: Call) -> None:
    check = _check(question, function, subject)
    check.accepts(allowed)  # else a function that refuses everything would pass
    for call, names, because in refusals:
        check.raises(call, names, because)
    check.finish("refuses what cannot be right")


def _single_precision(check: Check, call: Call, expected: np.ndarray) -> None:
    """The call must return these numbers, and as float32."""
    outcome = check.attempt(call)
    if outcome is None:
        return
    check.compare(call, outcome.value, expected.astype(np.float32))
    if isinstance(outcome.value, list | tuple):
        lines = [("yours", f"a {type(outcome.value).__name__}, expected an array of float32")]
        check.find("dtype", "not an array", lines, call=call, aspects=("values", "dtype"))
    elif isinstance(outcome.value, np.ndarray) and outcome.value.dtype != np.float32:
        lines = [("dtype", f"{outcome.value.dtype}, expected float32")]
        check.find("dtype", "wrong dtype", lines, call=call, aspects=("values", "dtype"))


def check_prepare_images_values(prepare_images: Any) -> None:
    """The worked example, as a corner of a digit; shape, dtype and values."""
    check = _check("prepare_images", _plain_if_callable(prepare_images))
    images = np.zeros((1, 28, 28), dtype=np.uint8)
    images[0, :2, :2] = [[0, 51], [102, 255]]
    expected = np.zeros((1, 28, 28, 1), dtype=np.float32)
    expected[0, :2, :2, 0] = [[0.0, 0.2], [0.4, 1.0]]
    _single_precision(check, images_call(images), expected)
    several = np.concatenate([bytes_of(2, 28, 28) // 5, PALE])
    _single_precision(check, images_call(several), several[..., None] / np.float32(255))
    check.finish()


def check_prepare_images_hidden(prepare_images: Any) -> None:
    """Random images, one alone among them, and images whose memory lies the other way round."""
    random = rng()
    check = _check("prepare_images", _plain_if_callable(prepare_images), visible=False)
    for count in (1, 2, int(random.integers(3, 9))):
        images = random.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        _single_precision(check, images_call(images), (images.reshape(count, 28, 28, 1) / 255).astype(np.float32))
    images = random.integers(0, 256, (28, 28, 4), dtype=np.uint8).transpose(2, 1, 0)
    _single_precision(check, images_call(images), (images[:, :, :, np.newaxis] / 255).astype(np.float32))
    check.finish()


def check_prepare_images_errors(prepare_images: Any) -> None:
    """Images that are scaled already, and images with too few or too many axes."""
    _refuse("prepare_images", prepare_images, None, IMAGE_REFUSALS, images_call(bytes_of(2, 28, 28)))


def check_one_hot_values(one_hot: Any) -> None:
    """The worked example, and all ten digits."""
    check = _check("one_hot", _plain_if_callable(one_hot))
    rows = np.array([[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1]], dtype=np.float32)
    _single_precision(check, labels_call([2, 0, 3], classes=4), rows)
    _single_precision(check, labels_call(np.arange(10)), np.eye(10, dtype=np.float32))
    check.finish()


def check_one_hot_hidden(one_hot: Any) -> None:
    """Random labels of several integer types, and classes that no label names."""
    random = rng()
    check = _check("one_hot", _plain_if_callable(one_hot), visible=False)
    for dtype, classes in (("uint8", 10), ("int64", 10), ("int32", 7), ("uint8", 200), ("int8", 3)):
        labels = random.integers(0, classes, int(random.integers(1, 12)))
        expected = (labels[:, None] == np.arange(classes)).astype(np.float32)
        options = {} if classes == 10 else {"classes": classes}
        _single_precision(check, labels_call(labels.astype(dtype), **options), expected)
    _single_precision(check, labels_call([0, 0], classes=5), np.array([[1, 0, 0, 0, 0]] * 2, dtype=np.float32))
    check.finish()


def check_one_hot_errors(one_hot: Any) -> None:
    """Labels outside of the classes, fractions, and labels that are rows already."""
    _refuse("one_hot", one_hot, None, LABEL_REFUSALS, labels_call([0, 9]))


def _plain_if_callable(function: Any) -> Any:
    return _plain(function) if callable(function) else function


def check_build_cnn_output(build_cnn: Any) -> None:
    """Probabilities; the arguments are used; each call builds a new model."""
    _judge("build_cnn", build_cnn, "output", "arguments", "new")


def check_build_cnn_convolutions(build_cnn: Any) -> None:
    """At least three convolutions and a max pooling, at most 1.2 million parameters."""
    _judge("build_cnn", build_cnn, "convolutions")


def check_build_cnn_regularisation(build_cnn: Any) -> None:
    """Batch normalisation and dropout, at work in training and at rest at inference."""
    _judge("build_cnn", build_cnn, "normalisation", "dropout", "inference")


def check_build_cnn_errors(build_cnn: Any) -> None:
    """An input shape without three axes, and fewer than two classes."""
    _refuse("build_cnn", build_cnn, None, BUILD_REFUSALS, build_call(input_shape=(28, 28, 3), classes=2))


def check_build_cnn_accuracy(build_cnn: Any) -> None:
    """The model, trained by the check, reads 94 % of 1,000 digits that it has not seen."""
    before = ("output", "arguments", "new", "convolutions", "normalisation", "dropout", "inference")
    _judge("build_cnn", build_cnn, "accuracy", before=before)


def check_build_augmenter_inference(build_augmenter: Any) -> None:
    """At inference, images come back unchanged."""
    _judge("build_augmenter", build_augmenter, "inference")


def check_build_augmenter_moves(build_augmenter: Any) -> None:
    """In training, each image is turned, shifted and zoomed anew."""
    _judge("build_augmenter", build_augmenter, "moves")


def check_build_augmenter_hidden(build_augmenter: Any) -> None:
    """The changes are small, nothing is mirrored, and the range is kept."""
    _judge("build_augmenter", build_augmenter, "range", "small", "places")


def check_train_history(train: Any) -> None:
    """The History, its quantities and its epochs; the loss is the cross-entropy."""
    _judge("train", train, "history", "loss")


def check_train_validation(train: Any) -> None:
    """Some examples are held out and never trained on, and every image keeps its target."""
    _judge("train", train, "held out", "targets")


def check_train_hidden(train: Any) -> None:
    """As above with another number of examples, drawn at random, in the order of their labels."""
    subject = _Training(train)
    check = _check("train", train, subject)
    random = rng()
    count = int(random.integers(301, 500))
    pixels, labels = random.permutation(28 * 28)[:count], np.sort(random.integers(0, 10, count))
    try:
        if callable(train):
            trial = subject.try_out(pixels, labels, 2, seed=int(random.integers(1000)))
            _look_at_memory(subject, trial)
            _look_at_targets(trial)
    except NotImplementedError:
        check.not_written()
    except _Fault as fault:
        check.find("values", fault.headline, fault.lines, aspects=("held out", "targets"))
    check.calls = subject.calls
    check.finish("held out and never trained on")


def check_train_seed(train: Any) -> None:
    """The same seed, the same weights."""
    _judge("train", train, "seed")


def check_train_errors(train: Any) -> None:
    """Images and targets of different number, and fewer than one epoch."""
    if not callable(train):
        _check("train", train).finish()
    subject = _Training(train)
    check = _check("train", subject.on(), subject)
    images, targets = _few(20)
    check.accepts(train_call(images, targets, 1))  # else a function that refuses everything would pass
    for call, names, because in _train_refusals():
        check.raises(call, names, because)
    check.finish("refuses what cannot be right")


def check_train_accuracy(train: Any) -> None:
    """A small network of the check, trained by `train`, reads 75 % of 1,000 digits that it has not seen."""
    _judge("train", train, "accuracy", before=("held out", "targets", "loss"))
