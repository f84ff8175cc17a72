"""Keras models seen from outside: what the checks of week 3 ask of models that live in another process.

Every public function is meant for `utils.checks.probe.probe`: it takes models and plain data and returns plain data, or
a model. Keras is imported inside functions, so that importing this module costs nothing.
"""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

GAIN = 1e4
HISTORY = "History"
LAYER = "Layer"
MODEL = "Model"
CONVOLUTIONS = ("Conv2D", "DepthwiseConv2dNative")
COMPARISONS = ("Greater", "GreaterEqual", "Less", "LessEqual")


def memory_network() -> Any:
    """A network whose weights say which examples it was trained on: `(N, 28, 28, 1)` -> ten probabilities.

    One linear layer that starts at zero, without bias, behind a large gain. An example that lights one pixel of its own
    moves the ten weights of that pixel, whatever the optimizer, and no others; trained once, it is known by heart. An
    example it was never trained on gets probability 0.1 for each class. The last layer hides the softmax from a loss
    that asks for logits, which would otherwise look behind it; the first remembers the largest input, the most pixels
    lit in one example, how many examples it was trained on, and how many it was only asked for.
    """
    import keras

    class Notebook(keras.layers.Layer):
        def build(self, input_shape: Any) -> None:
            self.largest, self.lit, self.count, self.asked = (
                self.add_weight(shape=(), initializer="zeros", trainable=False) for _ in range(4)
            )

        def call(self, images: Any, training: bool = False) -> Any:
            ink = keras.ops.abs(images)
            lit = keras.ops.sum(keras.ops.cast(ink > 0, "float32"), axis=(1, 2, 3))
            self.largest.assign(keras.ops.maximum(self.largest, keras.ops.max(ink)))
            self.lit.assign(keras.ops.maximum(self.lit, keras.ops.max(lit)))
            number = self.count if training else self.asked
            number.assign_add(keras.ops.cast(keras.ops.shape(images)[0], "float32"))
            return images

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            Notebook(),
            keras.layers.Flatten(),
            keras.layers.Rescaling(GAIN),
            keras.layers.Dense(10, activation="softmax", use_bias=False, kernel_initializer="zeros"),
            keras.layers.Reshape((10,)),
        ]
    )


def digit_network(seed: int) -> Any:
    """A small CNN with three convolutions, batch normalisation and dropout that learns digits in seconds."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(seed)
    image = keras.Input((28, 28, 1))
    x = image
    for filters, kernel, stride, pooling in ((8, 5, 2, 2), (16, 3, 1, 2), (32, 3, 1, 1)):
        x = layers.Conv2D(filters, kernel, stride, "same", use_bias=False, kernel_initializer="he_normal")(x)
        x = layers.ReLU()(layers.BatchNormalization(momentum=0.9)(x))
        x = layers.MaxPooling2D(pooling)(x)
    x = layers.Dropout(0.2)(layers.Flatten()(x))
    return keras.Model(image, layers.Dense(10, activation="softmax")(x))


def reseed(seed: int) -> None:
    """Put all random numbers of the process at a known place."""
    import keras

    keras.utils.set_random_seed(seed)


def kind_of(thing: Any) -> str:
    """`Model`, `Layer`, `History`, or the name of the type of anything else."""
    import keras

    for kind, name in (
        (keras.Model, MODEL),
        (keras.layers.Layer, LAYER),
        (keras.callbacks.History, HISTORY),
    ):
        if isinstance(thing, kind):
            return name
    return type(thing).__name__


def history_of(history: Any) -> dict[str, list[float]]:
    """What a History has recorded: quantity -> one number an epoch."""
    return {str(name): [float(np.mean(value)) for value in values] for name, values in history.history.items()}


def weights_of(model: Any) -> list[np.ndarray]:
    """All weights, trainable or not, in the model's order."""
    return [np.array(weight) for weight in model.get_weights()]


def predictions(model: Any, images: np.ndarray, training: bool) -> np.ndarray:
    """The model's answer to a batch, called with `training` set to True or False; its weights stay as they are."""
    before = [(weight, weight.numpy()) for weight in model.weights]
    answer = np.array(model(images.copy(), training=training))
    for weight, value in before:
        weight.assign(value)
    return answer


def predicted(model: Any, images: np.ndarray) -> np.ndarray:
    """What `model.predict` gives."""
    return np.array(model.predict(images.copy(), verbose=0, batch_size=256))


def after_training_mode(model: Any, images: np.ndarray) -> int:
    """How many arrays change when the model is called in training mode, without a step; they are put back."""
    before = weights_of(model)
    model(images.copy(), training=True)
    changed = sum(not np.array_equal(old, new) for old, new in zip(before, weights_of(model), strict=True))
    model.set_weights(before)
    return changed


def with_large_weights(model: Any, images: np.ndarray, factor: float) -> np.ndarray:
    """The model's answer at inference when every kernel is multiplied by `factor`; then all is put back."""
    before = weights_of(model)
    for weight in model.weights:
        if len(weight.shape) > 1:
            weight.assign(weight.numpy() * factor)
    try:
        return predictions(model, images, training=False)
    finally:
        model.set_weights(before)


def cleared(model: Any) -> None:
    """Set every weight of the model to zero."""
    model.set_weights([np.zeros_like(weight) for weight in weights_of(model)])


def refilled(model: Any, weights: Sequence[np.ndarray]) -> None:
    """Give the model these weights, in its own order."""
    model.set_weights([np.asarray(weight) for weight in weights])


@contextlib.contextmanager
def _layers_that_run() -> Iterator[list[Any]]:
    """Collects each Keras layer that is called inside of the block: a layer may be there and never be used."""
    import keras

    called: list[Any] = []
    original = keras.layers.Layer.__call__

    @functools.wraps(original)
    def call(self: Any, *args: Any, **options: Any) -> Any:
        if not any(layer is self for layer in called):
            called.append(self)
        return original(self, *args, **options)

    keras.layers.Layer.__call__ = call
    try:
        yield called
    finally:
        keras.layers.Layer.__call__ = original


def _compares_random_numbers(nodes: Sequence[Any]) -> bool:
    """Whether a TensorFlow graph compares random numbers with something, as dropout does to draw its mask."""
    inputs = {node.name: [name.lstrip("^").split(":")[0] for name in node.input] for node in nodes}
    kinds = {node.name: node.op for node in nodes}
    reached = [name for name, kind in kinds.items() if kind in COMPARISONS]
    for name in reached:  # grows while it is read
        reached += [source for source in inputs.get(name, []) if source not in reached]
    return any("Random" in kinds.get(name, "") for name in reached)


def anatomy(model: Any, images: np.ndarray) -> dict[str, Any]:
    """What a model is made of, whatever the style it is written in.

    Returns:
        `trainable` and `frozen`: shapes of the weights; `idle`: those of trainable ones without effect on the answer;
        `convolutions` and `max_pools` (of more than one number): operations of one forward pass, counted in
        TensorFlow's graph; `normalised`: for each batch normalisation that is used, whether it keeps
        channels (its last axis) apart; `dropped`: the rates of the dropout layers that are used; `masked`: whether
        random numbers are compared with something, which is how dropout looks that is no layer; `kinds` of all layers.
    """
    import keras
    import tensorflow as tf

    model(images.copy(), training=False)
    before = weights_of(model)
    forward = tf.function(lambda batch: model(batch, training=True))
    with _layers_that_run() as used:
        traced = forward.get_concrete_function(tf.TensorSpec((None, *images.shape[1:]), tf.float32))
    graph = traced.graph.as_graph_def()
    graphs = [graph.node, *(function.node_def for function in graph.library.function)]
    nodes = [node for own in graphs for node in own]
    with tf.GradientTape() as tape:
        answer = model(images.copy(), training=True)
    slopes = tape.gradient(answer, [weight.value for weight in model.trainable_weights])
    model.set_weights(before)
    return {
        "trainable": [tuple(weight.shape) for weight in model.trainable_weights],
        "frozen": [tuple(weight.shape) for weight in model.non_trainable_weights],
        "idle": [
            tuple(weight.shape) for weight, slope in zip(model.trainable_weights, slopes, strict=True) if slope is None
        ],
        "convolutions": sum(node.op in CONVOLUTIONS for node in nodes),
        "max_pools": sum(node.op.startswith("MaxPool") and max(node.attr["ksize"].list.i) > 1 for node in nodes)
        + sum(isinstance(layer, keras.layers.GlobalMaxPooling2D) for layer in used),
        "normalised": [
            layer.axis % layer.input_spec.ndim == layer.input_spec.ndim - 1
            for layer in used
            if isinstance(layer, keras.layers.BatchNormalization)
        ],
        "kinds": sorted({type(layer).__name__ for layer in model._flatten_layers(include_self=False)}),
        "dropped": [
            float(layer.rate)
            for layer in used
            if "Dropout" in type(layer).__name__ and isinstance(getattr(layer, "rate", None), (int, float))
        ],
        "masked": any(_compares_random_numbers(own) for own in graphs),
    }


def compile_for_digits(model: Any, images: np.ndarray, seed: int) -> None:
    """Make a model ready for `fit_digits`: Adam at its default rate, cross-entropy on one-hot targets.

    It is called on `images` first: a model that is built by its first call may need to know the size of the batch.
    """
    import keras

    keras.utils.set_random_seed(seed)
    model(images.copy(), training=False)
    model.compile(optimizer=keras.optimizers.Adam(), loss="categorical_crossentropy")


def fit_digits(model: Any, images: np.ndarray, targets: np.ndarray) -> float:
    """Train once on each image in batches of 16; returns seconds of processor time."""
    start = time.process_time()
    model.fit(images, targets, batch_size=16, epochs=1, verbose=0)
    return time.process_time() - start
