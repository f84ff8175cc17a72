"""Checks of `train`: what it returns, what it holds out, and whether a network learns by it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import keras_probes
from utils.checks.fingerprints import Probes, named_check
from utils.checks.fixed_arrays import integers
from utils.checks.report import Fault, Refusal, describe, judge_refusals, rng
from utils.checks.tokens import refusal_tokens
from utils.checks.week03.memory import Run, Training, train_call
from utils.checks.week03.subjects import Aspects, judge, kind_of_fault, scaled, subject_check

TARGETS = ("targets", "target", "images", "image")
EPOCHS = ("epochs", "epoch")
TRAIN_BAR, TRAIN_EPOCHS = 0.75, 8
LEAST, MOST = 0.07, 0.34  # asked for are 10 to 30 %; a part of each class, rounded, is a little more or less


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


def _history_is_returned(training: Training) -> None:
    """A History with loss, accuracy and both for the held-out examples, one number an epoch."""
    run = training.trial
    kind = training.look(keras_probes.kind_of, run.history, doing="the answer")
    if kind != keras_probes.HISTORY:
        shown = describe(run.history) if run.history is None else f"an object of type {kind}"
        counted = f" of {len(run.history)}" if isinstance(run.history, list) else ""
        raise Fault(
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
        raise Fault(f"missing {', '.join(missing)}", "the History lacks something", *lines)
    lengths = {len(values) for values in recorded.values()}
    if lengths != {run.epochs}:
        lines = ("epochs asked for", f"{run.epochs}"), ("in the History", " and ".join(map(str, sorted(lengths))))
        raise Fault(f"epochs {sorted(lengths)}", "another number of epochs", *lines)
    passes = run.count / max(run.trained.sum(), 1)
    explained = _is_learnt(recorded) or _strangers(run).size or not run.trained.any()
    if passes > 1.5 * run.epochs and not explained:
        lines = ("epochs asked for", f"{run.epochs}"), ("each training example was seen", f"{passes:.1f} times")
        raise Fault(f"passes {passes:.0f}", "another number of epochs", *lines)


def _loss_is_cross_entropy(training: Training) -> None:
    """The loss is the cross-entropy of one-hot targets."""
    recorded = training.recorded(training.trial)
    if "val_loss" not in recorded:
        return
    loss, unseen = recorded["loss"][-1], recorded["val_loss"][0]
    if abs(loss - 1.4612) < 0.002:
        seen = f"the loss of examples known by heart is {loss:.4f}"
        raise Fault("twice", "the loss has a floor", ("seen", seen), ("expected", "below 0.1"))
    others = training.trial.lit > 1 or _strangers(training.trial).size
    if abs(unseen - math.log(10)) > 0.01 and not _is_learnt(recorded) and not others:
        seen = f"ten equal probabilities cost {unseen:.3f}"
        raise Fault(f"loss {unseen:.2f}", "another loss", ("seen", seen), ("expected", "ln 10 = 2.303"))
    accuracy = [recorded[name][0] for name in recorded if name.startswith("val_") and "acc" in name]
    if accuracy and abs(accuracy[0] - 0.9) < 1e-3:
        seen = "ten equal probabilities are called 90 % right"
        raise Fault("binary", "another accuracy", ("seen", seen), ("expected", "the share of right answers"))


def _is_learnt(recorded: Mapping[str, Sequence[float]]) -> bool:
    """Whether a memory network knows some of its validation examples, which must be unknown to it in every epoch."""
    losses = recorded.get("val_loss", [])
    accuracy = [values[0] for name, values in recorded.items() if name.startswith("val_") and "acc" in name]
    known = bool(accuracy) and accuracy[0] > 0.25 and abs(accuracy[0] - 0.9) > 1e-3
    return bool(losses) and (max(losses) - min(losses) > 1e-3 or (known and abs(losses[0] - math.log(10)) > 0.01))


def _validation_is_held_out(training: Training) -> None:
    """A part of the examples is held out, and never trained on."""
    _look_at_memory(training, training.trial)


def _strangers(run: Run) -> np.ndarray:
    """Pixels that no example lights and that have been trained."""
    return np.setdiff1d(np.flatnonzero(np.abs(run.weights).max(axis=1)), run.pixels)


def _look_at_memory(training: Training, run: Run) -> None:
    trained, recorded = run.trained, training.recorded(run)
    if not trained.any():
        seen = "every weight is what it was before"
        kind = "no step" if run.count else "untouched"
        raise Fault(kind, "the model has not been trained", ("seen", seen))
    if _strangers(run).size:
        seen = "weights moved that belong to pixels which no example lights"
        raise Fault("other images", "trained on other images than were given", ("seen", seen))
    if abs(run.largest - 1) > 1e-3:
        lines = ("images", "from 0 to 1"), ("largest value that the model has seen", f"{run.largest:.4g}")
        raise Fault("scaled", "trained on other images than were given", *lines)
    if run.lit > 1:
        seen = f"an image with {run.lit:.0f} lit pixels, where every image has one"
        raise Fault("other validation", "validated on other images than were given", ("the model has seen", seen))
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
        raise Fault(kind, "trains on what it validates with", *numbers, told)
    if share == 0:
        kind = "trained afterwards" if losses else "nothing held out"
        headline = "trains on what it validates with" if losses else "nothing is held out"
        raise Fault(kind, headline, *numbers, ("expected", "10 to 30 % are held out"))
    _look_at_the_rest(run, recorded, numbers)
    if not LEAST <= share <= MOST:
        kind = "few" if share < LEAST else "many"
        counted = ("held out", f"{share:.0%}"), ("expected", "10 to 30 %")
        parts = ", parts exchanged" if share > 0.55 else ""
        raise Fault(f"too {kind}{parts}", f"too {kind} are held out", *numbers, *counted)


def _look_at_the_rest(run: Run, recorded: Mapping[str, Sequence[float]], numbers: Sequence[tuple[str, str]]) -> None:
    """Every example is trained on in every epoch, or held out and validated with."""
    trained, epochs, validations = run.trained, len(recorded.get("loss", [])), len(recorded.get("val_loss", []))
    passes = run.count / trained.sum()  # with the best weights, the network gets back the count of their epoch
    if passes < epochs and passes % 1:
        line = ("trained on in an epoch", f"{run.count / epochs:.0f} on average")
        raise Fault("part of an epoch", "an epoch leaves examples out", *numbers, line)
    rounds = min(passes, validations)
    if run.asked < rounds * (~trained).sum():
        line = ("validated with", f"{run.asked / rounds:.0f} an epoch; the others are in neither part")
        raise Fault("unused", "examples are neither trained on nor held out", *numbers, line)


def _targets_belong(training: Training) -> None:
    """Each image is trained with its own target."""
    _look_at_targets(training.trial)


def _look_at_targets(run: Run) -> None:
    trained = run.trained
    right = run.weights[run.pixels].argmax(axis=1) == run.labels
    if trained.any() and right[trained].mean() < 0.98:
        seen = f"{right[trained].mean():.0%} of the trained images have learnt the target that belongs to them"
        raise Fault("mismatch", "images are trained with targets of others", ("seen", seen))


def _seed_decides(training: Training) -> None:
    """The same seed gives the same weights, another seed others."""
    random = np.random.default_rng(5)
    pixels, labels = random.integers(0, 28 * 28, 2048), random.integers(0, 10, 2048)
    found = []
    for before, options in ((11, {}), (12, {"seed": 0}), (13, {"seed": 1})):
        training.look(keras_probes.reseed, before, doing="the check")
        found.append(training.try_out(pixels, labels, 1, **options).weights)
    default, zero, one = found
    if not default.any():
        raise Fault("untouched", "the model has not been trained", ("seen", "every weight is what it was before"))
    size = np.abs(zero).max()
    if np.abs(one - zero).max() < 1e-3 * size:
        raise Fault("ignored", "the seed is not used", ("seen", "seed=0 and seed=1 give the same weights"))
    if np.abs(default - zero).max() > 1e-2 * size:
        seen = "train(model, images, targets, 1), then the same with seed=0: other weights"
        raise Fault("not reproducible", "the seed does not decide", ("seen", seen))


def _training_reads_digits(training: Training) -> None:
    """A small network of the check, trained by the student's function, reads three of four digits it has not seen."""
    from utils.data import load_mnist

    digits = load_mnist()
    random = rng()
    order = random.permutation(len(digits.train_labels))
    images, labels = scaled(digits.train_images[order]), digits.train_labels[order]
    seed = int(random.integers(1000))
    network = training.look(keras_probes.digit_network, seed, doing="the network of the check")
    history = training.fit(network, images, np.eye(10, dtype=np.float32)[labels], TRAIN_EPOCHS, seed=seed)
    answers = training.numbers(keras_probes.predicted, network, scaled(digits.test_images), doing="model.predict")
    if answers.shape != (len(digits.test_labels), 10):
        raise Fault("shape", "wrong shape", ("model.predict", f"shape {answers.shape}"))
    accuracy = float((answers.argmax(axis=1) == digits.test_labels).mean())
    training.summary = f"{accuracy:.1%} of 1,000 unseen digits are read after {TRAIN_EPOCHS} epochs"
    recorded = training.recorded(Run(order, labels, TRAIN_EPOCHS, history, 0.0, 0.0, 0.0, 0.0, np.empty(0)))
    scores = [values[-1] for name, values in recorded.items() if name.startswith("val_") and "acc" in name and values]
    if scores and abs(scores[0] - accuracy) > 0.15:
        lines = ("accuracy on unseen digits", f"{accuracy:.1%}"), ("your validation accuracy", f"{scores[0]:.1%}")
        kind = "low" if scores[0] < accuracy else "high"
        raise Fault(f"validation {kind}", "the validation score disagrees", *lines)
    if accuracy < TRAIN_BAR:
        seen = f"{accuracy:.1%} of 1,000 unseen digits, after {TRAIN_EPOCHS} epochs on 4,000"
        kind = "guesses" if accuracy < 0.15 else "slow"
        raise Fault(kind, "too many digits are misread", ("seen", seen), ("expected", f"{TRAIN_BAR:.0%}"))


def check_train_history(train: Any) -> None:
    """The History, its quantities and its epochs; the loss is the cross-entropy."""
    judge(Training(train), ASPECTS, PROBES, "history", "loss")


def check_train_validation(train: Any) -> None:
    """Some examples are held out and never trained on, and every image keeps its target."""
    judge(Training(train), ASPECTS, PROBES, "held out", "targets")


def check_train_hidden(train: Any) -> None:
    """As above with another number of examples, drawn at random, in the order of their labels."""
    subject = Training(train)
    check = subject_check(subject, PROBES)
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
    except Fault as fault:
        check.find("values", fault.headline, fault.lines, aspects=("held out", "targets"))
    check.calls = subject.calls
    check.finish("held out and never trained on")


def check_train_seed(train: Any) -> None:
    """The same seed, the same weights."""
    judge(Training(train), ASPECTS, PROBES, "seed")


def check_train_errors(train: Any) -> None:
    """Images and targets of different number, and fewer than one epoch."""
    if not callable(train):
        named_check("train", train, PROBES, visible=True).finish()
    subject = Training(train)
    check = subject_check(subject, PROBES, subject.on())
    images, targets = _few(20)
    judge_refusals(check, _train_refusals(), train_call(images, targets, 1))


def check_train_accuracy(train: Any) -> None:
    """A small network of the check, trained by `train`, reads 75 % of 1,000 digits that it has not seen."""
    judge(Training(train), ASPECTS, PROBES, "accuracy", before=("held out", "targets", "loss"))


def _refused(function: Any) -> list[str]:
    training = function if isinstance(function, Training) else Training(function)
    return refusal_tokens(_train_refusals())(training.on())


ASPECTS: Aspects = {
    "history": _history_is_returned,
    "loss": _loss_is_cross_entropy,
    "held out": _validation_is_held_out,
    "targets": _targets_belong,
    "seed": _seed_decides,
    "accuracy": _training_reads_digits,
}
PROBES: dict[str, Probes] = {
    "train": {**{aspect: kind_of_fault(Training, ASPECTS, aspect) for aspect in ASPECTS}, "errors": _refused}
}
