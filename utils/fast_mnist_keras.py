"""A small network that learns MNIST in seconds, in Keras."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from numpy.typing import NDArray
from scipy.special import softmax

from utils.fast_mnist import MEAN, NARROW, SIDE, SPREAD, Recipe, Widths, learning_rate, training_passes, views

__all__ = ["predict", "small_network", "train"]


def small_network(widths: Widths = NARROW) -> keras.Sequential:
    """Four convolutions: logits (N, 10) for windows (N, SIDE, SIDE, 1), values 0 to 255.

    The network of `utils.fast_mnist_torch`, with the scaling of the images inside. Running averages of batch
    normalisation move by a tenth a step: Keras's own default, a hundredth, is too slow for a few hundred steps.
    """

    def convolution(channels: int, kernel: int = 3, stride: int = 1) -> keras.Layer:
        return layers.Conv2D(channels, kernel, stride, "same", use_bias=False, kernel_initializer="he_normal")

    def normalise() -> list[keras.Layer]:
        return [layers.BatchNormalization(momentum=0.9, epsilon=1e-5), layers.ReLU()]

    first, second, third, fourth = widths
    return keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 1)),
            layers.Rescaling(1 / SPREAD, -MEAN / SPREAD),
            convolution(first, kernel=5, stride=2),
            *normalise(),
            convolution(second),
            layers.MaxPooling2D(),
            *normalise(),
            convolution(third),
            *normalise(),
            convolution(fourth),
            *normalise(),
            layers.GlobalMaxPooling2D(),
            layers.Dense(10),
        ]
    )


class _Planned(keras.optimizers.schedules.LearningRateSchedule):
    """The learning rates of all steps, computed beforehand."""

    def __init__(self, recipe: Recipe, steps: int):
        self.rates = np.array([learning_rate(step, steps, recipe) for step in range(steps)], np.float32)

    def __call__(self, step: Any) -> Any:
        return keras.ops.take(self.rates, keras.ops.cast(step, "int32"))


def train(
    network: keras.Model, images: NDArray[np.uint8], labels: NDArray[np.int64], recipe: Recipe, *, seed: int = 0
) -> None:
    """Compile and train a network with AdamW on (N, 28, 28) uint8 and (N,).

    Twenty steps run before Keras comes back to Python, and no metric is computed.

    Args:
        network: logits (N, 10) for windows (N, SIDE, SIDE, 1), values 0 to 255.
        images, recipe: see `utils.fast_mnist.training_passes`.
        labels: (N,), 0 to 9.
        seed: of the order and the shifts. The first weights are the caller's.
    """
    losses = np.full(len(images), np.inf, np.float32)
    seen = tf.Variable(losses)

    def cross_entropy(targets: Any, logits: Any) -> Any:
        """Loss of each image, noted down in `seen`; targets (n, 2) are its label and its place in `images`."""
        label, place = tf.split(tf.cast(targets, tf.int32), 2, axis=1)  # Keras makes float32 of them
        each = tf.nn.sparse_softmax_cross_entropy_with_logits(label[:, 0], logits)
        seen.scatter_nd_update(place, each)
        return each

    steps = recipe.steps(len(images))
    network.compile(
        optimizer=keras.optimizers.AdamW(_Planned(recipe, steps), weight_decay=recipe.decay, beta_2=0.99),
        loss=cross_entropy,
        steps_per_execution=min(20, steps),
        jit_compile=False,  # compiling takes longer than it saves
    )
    for chosen, shown in training_passes(images, losses, recipe, np.random.default_rng(seed)):
        targets = np.stack([labels[chosen], chosen], axis=1)
        network.fit(shown[..., None], targets, batch_size=recipe.batch, shuffle=False, verbose=0)
        losses[:] = seen.numpy()


def predict(network: keras.Model, images: NDArray[np.uint8], batch: int = 500) -> NDArray[np.int64]:
    """Class (N,) of each image (N, 28, 28) uint8, by the sum of the probabilities of `utils.fast_mnist.views`."""
    logits = (network.predict(view[..., None], batch_size=batch, verbose=0) for view in views(images))
    return np.sum([softmax(each, axis=1) for each in logits], axis=0).argmax(axis=1)
