"""The checks of week 3: what they see in models, what they say, and what they leave alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course import Course
from tests.unit.graded import Assignment
from utils.checks import keras_probes, week03
from utils.checks.week03.build_cnn import Building
from utils.checks.week03.memory import one_pixel_each
from utils.checks.week03.poses import GRID, fit_poses, spots
from utils.frameworks import quiet_tensorflow

WEEK = Assignment("week03_keras")
ROOT = Path(__file__).parents[2]
Answer = Callable[..., Any]


@pytest.fixture(scope="module", autouse=True)
def tensorflow() -> None:
    pytest.importorskip("tensorflow")
    quiet_tensorflow(threads=1)


@pytest.fixture(scope="module")
def namespace() -> dict[str, Any]:
    """The names of the instructor notebook, without its checks."""
    names: dict[str, Any] = {"__name__": "student"}
    for cell in Course(ROOT).assignment("week03_keras").notebooks[0].cells:
        if cell.kind == "code" and not cell.is_check:
            exec(cell.source, names)
    return names


@pytest.mark.parametrize("check", WEEK.checks)
def test_stub_and_other_objects_are_told_apart(check: str) -> None:
    def stub(*args: Any, **options: Any) -> None:
        raise NotImplementedError("yours to write")

    assert "not written yet" in WEEK.failure(check, stub)
    assert "not a function" in WEEK.failure(check, 7)
    assert "TypeError" in WEEK.failure(check, lambda: None) or check.startswith("check_build")


# ------------------------------------------------------------------------------------------------ what probes see


def test_memory_network_remembers_exactly_what_it_was_trained_on() -> None:
    pixels, labels = np.arange(0, 600, 3), np.arange(200) % 10
    images, targets = one_pixel_each(pixels, labels)
    for optimizer in ("sgd", "adam", "adamw", "rmsprop", "adagrad"):
        network = keras_probes.memory_network()
        network.compile(optimizer, "categorical_crossentropy")
        network.fit(images[:150], targets[:150], epochs=2, verbose=0, validation_data=(images[160:], targets[160:]))
        largest, lit, count, asked, weights = keras_probes.weights_of(network)
        assert (largest, lit, count, asked) == (1, 1, 2 * 150, 2 * 40)
        moved = np.abs(weights).max(axis=1) > 0
        assert np.flatnonzero(moved).tolist() == pixels[:150].tolist(), optimizer
        assert (weights[pixels[:150]].argmax(axis=1) == labels[:150]).all(), optimizer
        unseen = keras_probes.predictions(network, images[150:], training=False)
        np.testing.assert_allclose(unseen, 0.1, atol=1e-6)


def test_anatomy_is_the_same_in_every_style() -> None:
    import keras
    from keras import layers, ops

    class Style(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.convolution = layers.Conv2D(4, 3)
            self.norm = layers.BatchNormalization()
            self.never_used = [layers.Conv2D(9, 3), layers.Dropout(0.9)]
            self.dropout = layers.Dropout(0.25)

        def call(self, images: Any, training: bool = False) -> Any:
            x = ops.max_pool(self.norm(self.convolution(images), training=training), 2)
            return self.dropout(x, training=training)

    listed = keras.Sequential(
        [layers.Conv2D(4, 3), layers.BatchNormalization(), layers.MaxPooling2D(), layers.Dropout(0.25)]
    )
    image = keras.Input((28, 28, 1))
    nested = keras.Model(image, keras.Sequential([listed])(image))
    images = np.zeros((2, 28, 28, 1), dtype=np.float32)
    expected = {
        "trainable": [(3, 3, 1, 4), (4,), (4,), (4,)],
        "frozen": [(4,), (4,)],
        "idle": [],
        "convolutions": 1,
        "max_pools": 1,
        "normalised": [True],
        "dropped": [0.25],
    }
    for model in (Style(), listed, nested):
        parts = keras_probes.anatomy(model, images)
        assert {key: parts[key] for key in expected} == expected
        assert "BatchNormalization" in parts["kinds"]


def test_probes_leave_the_model_as_it_was(namespace: dict[str, Any]) -> None:
    model = namespace["build_cnn"]()
    images = np.random.default_rng(0).random((4, 28, 28, 1), dtype=np.float32)
    before = keras_probes.weights_of(model)
    assert keras_probes.after_training_mode(model, images) > 0
    keras_probes.with_large_weights(model, images, 10.0)
    keras_probes.anatomy(model, images)
    for old, new in zip(before, keras_probes.weights_of(model), strict=True):
        np.testing.assert_array_equal(old, new)


@pytest.mark.parametrize("mirror", [1.0, -1.0])
@pytest.mark.parametrize(("contrast", "brightness"), [(1.0, 0.0), (0.6, 0.2)])
def test_poses_are_measured(mirror: float, contrast: float, brightness: float) -> None:
    random = np.random.default_rng(2)
    count = 40
    angles, zooms = random.uniform(-35, 35, count), random.uniform(0.75, 1.3, count)
    shifts = random.uniform(-5, 5, (count, 2))
    rows, columns = GRID
    images = []
    for angle, zoom, (down, right) in zip(np.radians(angles), zooms, shifts, strict=True):
        turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]) * (1.0, mirror)
        places = np.linalg.inv(zoom * turn) @ np.stack([(rows - down).ravel(), (columns - right).ravel()])
        images.append((contrast * spots(*places) + brightness).reshape(28, 28))
    poses = fit_poses(np.stack(images))
    assert poses.clear.all()
    assert (poses.mirrored == (mirror < 0)).all()
    assert not poses.lost.any()
    np.testing.assert_allclose(poses.angles, angles, atol=0.5)
    np.testing.assert_allclose(poses.shifts, shifts, atol=0.1)
    np.testing.assert_allclose(poses.zooms, np.stack([zooms, zooms], axis=1), atol=0.02)


# ---------------------------------------------------------------------------------------------- odd, but right


def test_tensors_are_right_answers() -> None:
    import tensorflow as tf

    def prepare_images(images: np.ndarray) -> Any:
        return tf.cast(images, tf.float32)[..., tf.newaxis] / 255

    week03.check_prepare_images_values(prepare_images)
    week03.check_prepare_images_hidden(prepare_images)


@pytest.mark.parametrize("degrees", [6, 28])
@pytest.mark.parametrize("fill", ["constant", "reflect", "wrap", "nearest"])
def test_any_fill_and_any_allowed_amount_will_do(degrees: int, fill: str) -> None:
    import keras
    from keras import layers

    def build_augmenter() -> Any:
        share = degrees / 140  # of the image: 0.04 and 0.2
        keras.utils.set_random_seed(degrees)
        return keras.Sequential(
            [
                layers.RandomRotation(degrees / 360, fill_mode=fill),
                layers.RandomTranslation(max(share, 0.05), max(share, 0.05), fill_mode=fill),
                layers.RandomZoom(max(share, 0.05), max(share, 0.05), fill_mode=fill),
            ]
        )

    week03.check_build_augmenter_inference(build_augmenter)
    week03.check_build_augmenter_moves(build_augmenter)
    week03.check_build_augmenter_hidden(build_augmenter)


def test_dropout_and_pooling_need_not_be_the_usual_layers() -> None:
    from keras import Input, Model, layers, ops, random

    class Dropped(layers.Layer):
        def call(self, images: Any, training: bool = False) -> Any:
            return random.dropout(images, 0.3) if training else images

    image = Input((28, 28, 1))
    x = layers.Conv2D(4, 3)(image)
    used = Model(image, layers.GlobalMaxPooling2D()(Dropped()(x)))
    unused = Model(image, ops.mean(layers.MaxPooling2D(1)(x), axis=(1, 2)))
    images = np.zeros((2, 28, 28, 1), dtype=np.float32)
    seen = [keras_probes.anatomy(model, images) for model in (used, unused)]
    assert [(parts["max_pools"], parts["masked"], parts["dropped"]) for parts in seen] == [
        (1, True, []),
        (0, False, []),
    ]


def test_faults_found_once_are_not_looked_for_again() -> None:
    calls = []

    def train(model: Any, images: Any, targets: Any, epochs: int, seed: int = 0) -> None:
        calls.append(epochs)

    message = WEEK.failure("check_train_history", train)
    assert "not a History" in message
    assert len(calls) == 1


def test_ideas_are_named(namespace: dict[str, Any]) -> None:
    import keras

    def train(model: Any, images: Any, targets: Any, epochs: int, seed: int = 0) -> Any:
        keras.utils.set_random_seed(seed)
        model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
        return model.fit(images, targets, epochs=epochs, validation_data=(images, targets), verbose=0)

    week03.check_train_history(train)
    message = WEEK.failure("check_train_validation", train)
    assert "the validation examples are trained on too" in message
    assert 'Lesson 3.4, "Leakage"' in message


def test_a_look_cannot_change_what_the_check_compares_with() -> None:
    images = np.ones(3)
    Building(WEEK.solutions["build_cnn"]).look(lambda values: values.fill(9), images, doing="a look")
    assert images.tolist() == [1, 1, 1]
