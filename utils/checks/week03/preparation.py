"""Checks of `prepare_images` and `one_hot`: digits and labels as a network takes them."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.arguments import IMAGES, LABELS
from utils.checks.fingerprints import NOTHING, Function, Probes, call_probes, named_check
from utils.checks.fixed_arrays import bytes_of
from utils.checks.report import Call, Check, Refusal, judge_refusals, rng, run

PALE = bytes_of(1, 28, 28, seed=2) // 17 * 3  # no pixel is above 45


def images_call(images: np.ndarray) -> Call:
    """prepare_images(images)"""
    return Call({"images": images})


def labels_call(labels: Any, **options: int) -> Call:
    """one_hot(labels, ...)"""
    return Call({"labels": np.asarray(labels)}, options)


_RAW = "images must be uint8, as they were loaded"
IMAGE_REFUSALS: list[Refusal] = [
    (images_call(bytes_of(2, 28, 28).astype(np.float32) / 255), IMAGES, f"{_RAW}; these are scaled already"),
    (images_call(bytes_of(2, 28, 28).astype(np.float64)), IMAGES, _RAW),
    (images_call(bytes_of(2, 28, 28).astype(np.int64)), IMAGES, f"{_RAW}; these are int64"),
    (images_call(bytes_of(28, 28)), IMAGES, "images must have 3 axes (N, 28, 28)"),
    (images_call(bytes_of(2, 28, 28, 1)), IMAGES, "images must have 3 axes (N, 28, 28)"),
]
LABEL_REFUSALS: list[Refusal] = [
    (labels_call([0, 10]), LABELS, "label 10 is none of 10 classes"),
    (labels_call([3, 12]), LABELS, "label 12 is none of 10 classes"),
    (labels_call([3, -1]), LABELS, "label -1 is no class"),
    (labels_call([0, 2, 3], classes=3), LABELS, "label 3 is none of 3 classes"),
    (labels_call([0.5, 1.0]), LABELS, "labels are integers, not 0.5"),
    (labels_call([3.0, 1.0]), LABELS, "labels are integers by their dtype: these are float64"),
    (labels_call([[0, 1], [1, 0]]), LABELS, "labels must have 1 axis (N,)"),
]


def _plain_if_callable(function: Any) -> Any:
    return _plain(function) if callable(function) else function


def _plain(function: Function) -> Function:
    """The function with TensorFlow's tensors turned into arrays: both are right answers."""

    def call(*args: Any, **options: Any) -> Any:
        value = function(*args, **options)
        return value.numpy() if type(value).__module__.startswith("tensorflow") else value

    return call


def _float32_probe(call: Call) -> Probes:
    def look(function: Function) -> list[str]:
        value = run(function, call).value
        if isinstance(value, list | tuple):
            return [type(value).__name__]
        return [str(value.dtype) if isinstance(value, np.ndarray) else NOTHING]

    return {"dtype": look}


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
    check = named_check("prepare_images", _plain_if_callable(prepare_images), PROBES, visible=True)
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
    check = named_check("prepare_images", _plain_if_callable(prepare_images), PROBES)
    for count in (1, 2, int(random.integers(3, 9))):
        images = random.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        _single_precision(check, images_call(images), (images.reshape(count, 28, 28, 1) / 255).astype(np.float32))
    images = random.integers(0, 256, (28, 28, 4), dtype=np.uint8).transpose(2, 1, 0)
    _single_precision(check, images_call(images), (images[:, :, :, np.newaxis] / 255).astype(np.float32))
    check.finish()


def check_prepare_images_errors(prepare_images: Any) -> None:
    """Images that are scaled already, and images with too few or too many axes."""
    judge_refusals(
        named_check("prepare_images", prepare_images, PROBES, visible=True),
        IMAGE_REFUSALS,
        images_call(bytes_of(2, 28, 28)),
    )


def check_one_hot_values(one_hot: Any) -> None:
    """The worked example, and all ten digits."""
    check = named_check("one_hot", _plain_if_callable(one_hot), PROBES, visible=True)
    rows = np.array([[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1]], dtype=np.float32)
    _single_precision(check, labels_call([2, 0, 3], classes=4), rows)
    _single_precision(check, labels_call(np.arange(10)), np.eye(10, dtype=np.float32))
    check.finish()


def check_one_hot_hidden(one_hot: Any) -> None:
    """Random labels of several integer types, and classes that no label names."""
    random = rng()
    check = named_check("one_hot", _plain_if_callable(one_hot), PROBES)
    for dtype, classes in (("uint8", 10), ("int64", 10), ("int32", 7), ("uint8", 200), ("int8", 3)):
        labels = random.integers(0, classes, int(random.integers(1, 12)))
        expected = (labels[:, None] == np.arange(classes)).astype(np.float32)
        options = {} if classes == 10 else {"classes": classes}
        _single_precision(check, labels_call(labels.astype(dtype), **options), expected)
    _single_precision(check, labels_call([0, 0], classes=5), np.array([[1, 0, 0, 0, 0]] * 2, dtype=np.float32))
    check.finish()


def check_one_hot_errors(one_hot: Any) -> None:
    """Labels outside of the classes, fractions, and labels that are rows already."""
    judge_refusals(named_check("one_hot", one_hot, PROBES, visible=True), LABEL_REFUSALS, labels_call([0, 9]))


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
}
