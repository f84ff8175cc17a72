"""A small network that learns MNIST in seconds, in Keras."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray
from scipy.special import softmax

from utils.fast_mnist import LOOKS, MEAN, NARROW, SPREAD, Recipe, Widths, learning_rate, training_digits

__all__ = ["predict", "small_network", "train"]


def small_network(widths: Widths = NARROW) -> keras.Sequential:
    """Four convolutions: logits (N, 10) for images (N, 28, 28, 1), values 0 to 255.

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
            keras.Input((28, 28, 1)),
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
    network: keras.Model,
    images: NDArray[np.uint8],
    labels: NDArray[np.int64],
    recipe: Recipe,
    *,
    seed: int = 0,
    jit_compile: bool = False,
) -> None:
    """Compile and train a network with AdamW on (N, 28, 28) uint8 and (N,).

    Twenty steps run before Keras comes back to Python, and no metric is computed.

    Args:
        network: logits (N, 10) for images (N, 28, 28, 1), values 0 to 255.
        images, labels, recipe: see `utils.fast_mnist.training_digits`.
        seed: of the order and the shifts. The first weights are the caller's.
        jit_compile: let XLA compile the step.
    """
    shown, answers = training_digits(images, labels, recipe, np.random.default_rng(seed))
    steps = len(shown) // recipe.batch
    network.compile(
        optimizer=keras.optimizers.AdamW(_Planned(recipe, steps), weight_decay=recipe.decay, beta_2=0.99),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        steps_per_execution=min(20, steps),
        jit_compile=jit_compile,
    )
    network.fit(shown[..., None], answers, batch_size=recipe.batch, epochs=1, shuffle=False, verbose=0)


def predict(network: keras.Model, images: NDArray[np.uint8], looks: int = 1, batch: int = 500) -> NDArray[np.int64]:
    """Class (N,) of each image (N, 28, 28) uint8; `looks` as in `utils.fast_mnist_torch.predict`."""
    views = (np.roll(images, move, axis=(1, 2))[..., None] for move in LOOKS[:looks])
    logits = (network.predict(view, batch_size=batch, verbose=0) for view in views)
    return np.sum([softmax(each, axis=1) for each in logits], axis=0).argmax(axis=1)
