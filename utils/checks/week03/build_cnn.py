"""Checks of `build_cnn`: what the model is made of, how it answers, and whether it learns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import keras_probes
from utils.checks.fingerprints import Probes, named_check
from utils.checks.report import Fault, Refusal, judge_refusals, rng
from utils.checks.tokens import refusal_tokens
from utils.checks.week03.subjects import Aspects, Subject, build_call, judge, kind_of_fault, pictures, scaled

CLASSES = ("classes", "class")
INPUT_SHAPE = ("input_shape", "input shape")
MIN_CONVOLUTIONS, MAX_PARAMETERS = 3, 1_200_000
BAR, MAX_EPOCHS, MAX_SECONDS = 0.94, 8, 60.0
BUILD_REFUSALS: list[Refusal] = [
    (build_call(input_shape=(28, 28)), INPUT_SHAPE, "input_shape must be (H, W, C): the channel axis is missing"),
    (build_call(input_shape=(1, 28, 28, 1)), INPUT_SHAPE, "input_shape must be (H, W, C): the batch is no part of it"),
    (build_call(classes=1), CLASSES, "a softmax over one class is always 1"),
    (build_call(classes=0), CLASSES, "there must be at least two classes"),
]


class Building(Subject):
    """A student's `build_cnn` and a model that it made."""

    question = "build_cnn"

    def new(self, **options: Any) -> Any:
        """A model, made for this call."""
        model = self.ask(build_call(**options))
        kind = self.look(keras_probes.kind_of, model, doing="the answer")
        if kind != keras_probes.MODEL:
            shown = "None (is there a `return`?)" if model is None else f"an object of type {kind}"
            raise Fault(f"kind {kind}", "not a model", ("yours", shown), ("expected", "a keras.Model"))
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
        found = self.look(keras_probes.anatomy, self.model, pictures(2), doing="model(images, training=True)")
        if not isinstance(found, dict):
            raise Fault("no parts", "the model cannot be looked into")
        return found


def _answers_are_probabilities(building: Building) -> None:
    """Ten probabilities for each image."""
    answers = building.answers(pictures(16))
    if answers.shape != (16, 10):
        lines = ("model(images)", f"shape {answers.shape}"), ("expected", "(16, 10): one row an image")
        raise Fault(f"shape {answers.shape}", "wrong shape", *lines)
    if not np.isfinite(answers).all():
        raise Fault("not finite", "answers that are not finite", ("seen", "nan or inf in model(images)"))
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
        raise Fault(f"no probabilities: {kind}", "rows are not probabilities", *lines)
    training = building.answers(pictures(16), training=True)
    if not (training.min() >= 0 and np.abs(training.sum(axis=1) - 1).max() < 1e-3):
        seen = f"model(images, training=True): the first row has the sum {training[0].sum():.2f}"
        lines = ("seen", seen), ("expected", "the softmax is the last thing that happens")
        raise Fault(f"in training {'zeros' if training.min() == 0 else 'signs'}", "rows are not probabilities", *lines)
    if np.ptp(answers, axis=0).max() < 1e-7:
        raise Fault("constant", "the same answer to every image", ("seen", "16 images, 16 times the same row"))
    sharp = building.numbers(
        keras_probes.with_large_weights, building.model, pictures(64), 30.0, doing="the model with larger weights"
    )
    if np.isfinite(sharp).all() and 0.2 < sharp.max() < 0.24:  # e / (e + 9) = 0.232: a softmax of a softmax
        seen = f"with weights 30 times as large the largest probability of 64 images is {sharp.max():.2f}"
        raise Fault("never sure", "a network that cannot be sure", ("seen", seen))


def _arguments_are_used(building: Building) -> None:
    """Other images and another number of classes."""
    model = building.new(input_shape=(32, 36, 3), classes=4)
    answers = building.answers(pictures(3, (32, 36, 3)), model=model)
    if answers.shape != (3, 4):
        asked = ("you were asked for", "build_cnn(input_shape=(32, 36, 3), classes=4)")
        lines = ("model(images)", f"shape {answers.shape} for 3 images"), ("expected", "(3, 4)")
        raise Fault(f"arguments {answers.shape}", "an argument is not used", asked, *lines)


def _models_are_new(building: Building) -> None:
    """Each call builds a model of its own."""
    one, other = building.new(), building.new()
    for model in (one, other):
        building.answers(pictures(2), model=model)  # some have no weights before their first call
    own, before = (building.look(keras_probes.weights_of, model, doing="model.get_weights") for model in (one, other))
    building.look(keras_probes.cleared, one, doing="model.set_weights")
    try:
        _nothing_is_shared(building, other, before)
    finally:  # what is shared would be cleared for the checks that follow, too
        building.look(keras_probes.refilled, one, own, doing="model.set_weights")


def _nothing_is_shared(building: Building, other: Any, before: Sequence[np.ndarray]) -> None:
    """Clearing one model has changed neither another nor the next one."""
    newest = building.new()
    building.answers(pictures(2), model=newest)
    after, fresh = (
        building.look(keras_probes.weights_of, model, doing="model.get_weights") for model in (other, newest)
    )
    for weights in (after, fresh):
        if not any(np.any(weight) for weight in weights):
            seen = "the weights of one model were set to 0, and those of another are 0 too"
            raise Fault("shared", "models share their weights", ("seen", seen))
    if changed := sum(not np.array_equal(old, new) for old, new in zip(before, after, strict=True)):
        seen = f"the weights of one model were set to 0, and {changed} of {len(after)} arrays of another changed"
        raise Fault("shared in part", "models share some of their weights", ("seen", seen))


def _convolutions(building: Building) -> None:
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
        raise Fault(f"convolutions {kind} of {parts['convolutions']}", "too few convolutions", *lines)
    if not parts["max_pools"]:
        others = ", ".join(name for name in parts["kinds"] if "Pool" in name)
        kind = "small" if "Max" in others else "average" if others else "none"
        seen = f"no max pooling of two numbers or more, {others or 'nothing'} of that kind"
        lines = ("in your model", seen), ("expected", "at least 1")
        raise Fault(f"no pooling {kind}", "max pooling is missing", *lines)
    weights = building.look(keras_probes.weights_of, building.model, doing="model.get_weights")
    size = sum(weight.size for weight in weights)
    if size > MAX_PARAMETERS:
        lines = ("parameters", f"{size:,}"), ("expected", f"at most {MAX_PARAMETERS:,}")
        raise Fault("too large", "too many parameters", *lines)


def _batches_are_normalised(building: Building) -> None:
    """Batch normalisation, over the channels, that measures while training."""
    normalised = building.parts["normalised"]
    if not normalised:
        others = [name for name in building.parts["kinds"] if "Norm" in name]
        seen = f"no batch normalisation that is used, {', '.join(others) or 'nothing'} of that kind"
        lines = ("in your model", seen), ("expected", "at least 1")
        raise Fault(f"no batch norm {bool(others)}", "batch normalisation is missing", *lines)
    if not all(normalised):
        lines = ("in your model", "a batch normalisation along another axis than the last"), ("expected", "axis=-1")
        raise Fault("axis", "not the channels are normalised", *lines)
    changed = building.look(keras_probes.after_training_mode, building.model, pictures(8), doing="training mode")
    if not changed:
        seen = "model(images, training=True) leaves every moving average as it was"
        raise Fault("no averages", "batch normalisation does not measure", ("seen", seen))


def _some_is_dropped(building: Building) -> None:
    """Dropout at a rate of at most a half, in training."""
    rates = building.parts["dropped"]
    if not rates and not building.parts["masked"]:
        lines = ("in your model", "no dropout that is used"), ("expected", "at least one")
        raise Fault("no dropout", "dropout is missing", *lines)
    if max(rates, default=0) > 0.5:
        lines = ("in your model", f"dropout at a rate of {max(rates):g}"), ("expected", "at most 0.5")
        raise Fault("rate", "too much is dropped", *lines)
    images = pictures(8)
    first, second = building.answers(images, training=True), building.answers(images, training=True)
    if np.abs(first - second).max() < 1e-7:
        seen = "model(images, training=True) twice: the same answers"
        kind = "rate 0" if rates and max(rates) == 0 else "nothing dropped"
        raise Fault(kind, "dropout does not drop", ("seen", seen), ("rates", str(rates)))


def _inference_is_calm(building: Building) -> None:
    """At inference the answer depends on the image alone."""
    images = pictures(8)
    first, second = building.answers(images), building.answers(images)
    if np.abs(first - second).max() > 1e-5:
        raise Fault("random", "random at inference", ("seen", "model(images, training=False) twice: other answers"))
    if np.abs(building.answers(images[:1])[0] - first[0]).max() > 1e-3:
        seen = "model(images, training=False): the first image alone gets another answer than among eight"
        raise Fault("neighbours", "the other images of a batch change the answer", ("seen", seen))


def _digits_are_learnt(building: Building) -> None:
    """Trained by the check, the model reads 94 % of the digits it has not seen."""
    from utils.data import load_mnist

    digits = load_mnist()
    random = rng()
    order, unseen = random.permutation(len(digits.train_labels)), random.permutation(len(digits.test_labels))
    images, targets = scaled(digits.train_images[order]), np.eye(10, dtype=np.float32)[digits.train_labels[order]]
    test_images, test_labels = scaled(digits.test_images[unseen]), digits.test_labels[unseen]
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
            raise Fault("shape", "wrong shape", ("model.predict", f"shape {answers.shape}"))
        best = max(best, float((answers.argmax(axis=1) == test_labels).mean()))
        if best >= BAR or seconds > MAX_SECONDS:
            break
    building.summary = f"{best:.1%} of 1,000 unseen digits are read after {1000 * last:,} examples"
    if best < BAR:
        seen = f"at best {best:.1%} of 1,000 unseen digits, after {1000 * last:,} examples and {seconds:.0f} s"
        limits = f"{BAR:.0%} within {MAX_EPOCHS} passes over 4,000 digits and {MAX_SECONDS:.0f} s of one processor"
        raise Fault("unread", "too many digits are misread", ("seen", seen), ("expected", limits))


def check_build_cnn_output(build_cnn: Any) -> None:
    """Probabilities; the arguments are used; each call builds a new model."""
    judge(Building(build_cnn), ASPECTS, PROBES, "output", "arguments", "new")


def check_build_cnn_convolutions(build_cnn: Any) -> None:
    """At least three convolutions and a max pooling, at most 1.2 million parameters."""
    judge(Building(build_cnn), ASPECTS, PROBES, "convolutions")


def check_build_cnn_regularisation(build_cnn: Any) -> None:
    """Batch normalisation and dropout, at work in training and at rest at inference."""
    judge(Building(build_cnn), ASPECTS, PROBES, "normalisation", "dropout", "inference")


def check_build_cnn_errors(build_cnn: Any) -> None:
    """An input shape without three axes, and fewer than two classes."""
    judge_refusals(
        named_check("build_cnn", build_cnn, PROBES, visible=True),
        BUILD_REFUSALS,
        build_call(input_shape=(28, 28, 3), classes=2),
    )


def check_build_cnn_accuracy(build_cnn: Any) -> None:
    """The model, trained by the check, reads 94 % of 1,000 digits that it has not seen."""
    before = ("output", "arguments", "new", "convolutions", "normalisation", "dropout", "inference")
    judge(Building(build_cnn), ASPECTS, PROBES, "accuracy", before=before)


ASPECTS: Aspects = {
    "output": _answers_are_probabilities,
    "arguments": _arguments_are_used,
    "new": _models_are_new,
    "convolutions": _convolutions,
    "normalisation": _batches_are_normalised,
    "dropout": _some_is_dropped,
    "inference": _inference_is_calm,
    "accuracy": _digits_are_learnt,
}
PROBES: dict[str, Probes] = {
    "build_cnn": {
        **{aspect: kind_of_fault(Building, ASPECTS, aspect) for aspect in ASPECTS},
        "errors": refusal_tokens(BUILD_REFUSALS),
    }
}
