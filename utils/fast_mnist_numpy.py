"""A convolutional network that learns MNIST in plain NumPy, fast.

Arrays lie in memory as CHWN: channels, height, width and, innermost, the images of a part of a batch. The same pixel
of neighbouring images is side by side. So every copy, maximum and sum below runs over long unbroken rows, the
result of `weights @ windows` is the next layer's input as it stands, and nothing is ever transposed.

A batch is cut into parts small enough for the cache; gradients are sums over images, so those of the parts are added.
The parts can share the work of several cores: NumPy lets other threads run while it computes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from utils.fast_mnist import MEAN, SPREAD, Recipe, learning_rate, training_passes

__all__ = ["Network", "predict", "train"]

Array = NDArray[np.floating]
PART = 32
"""Images of a part: the window matrix of the second convolution, 250 x 64 numbers an image, then takes 2 MB."""

SHAPES = {
    "conv1": (10, 1, 5, 5),
    "bias1": (10,),
    "conv2": (20, 10, 5, 5),
    "bias2": (20,),
    "dense3": (50, 320),
    "bias3": (50,),
    "dense4": (10, 50),
    "bias4": (10,),
}


class Network:
    """conv10 - pool - ReLU - conv20 - pool - ReLU - dense50 - ReLU - dense10, kernels 5x5: 21,840 parameters.

    All parameters are views of one vector, so that the optimizer is a few lines about one array.
    """

    def __init__(self, seed: int = 0, dtype: type[np.floating] = np.float32):
        rng = np.random.default_rng(seed)
        self.vector = np.zeros(sum(int(np.prod(shape)) for shape in SHAPES.values()), dtype)
        self.weights = _views(self.vector)
        for array in self.weights.values():
            if array.ndim > 1:
                inputs = int(np.prod(array.shape[1:]))
                array[...] = rng.standard_normal(array.shape) * np.sqrt(2 / inputs)  # He et al., 2015

    def logits(self, images: Array) -> Array:
        """Logits (10, N) for prepared images (1, 28, 28, N)."""
        return self._forward(images)[-1]

    def gradient(self, images: Array, labels: NDArray[np.int64]) -> Array:
        """Gradient of the *sum* of the images' cross-entropies, as one vector; images (1, 28, 28, N), labels (N,)."""
        w = self.weights
        vector = np.empty_like(self.vector)
        d = _views(vector)
        windows1, maps1, pooled1, windows2, maps2, pooled2, hidden, logits = self._forward(images)
        dlogits = _softmax(logits)
        dlogits[labels, np.arange(len(labels))] -= 1
        d["dense4"][...] = dlogits @ hidden.T
        d["bias4"][...] = dlogits.sum(1)
        dhidden = w["dense4"].T @ dlogits
        dhidden *= hidden > 0
        d["dense3"][...] = dhidden @ pooled2.reshape(320, -1).T
        d["bias3"][...] = dhidden.sum(1)
        dpooled2 = (w["dense3"].T @ dhidden).reshape(pooled2.shape)
        dmaps2 = _pool_gradient(dpooled2, maps2, pooled2).reshape(20, -1)
        d["conv2"][...] = (dmaps2 @ windows2.T).reshape(SHAPES["conv2"])
        d["bias2"][...] = dmaps2.sum(1)
        dpooled1 = _add_windows(w["conv2"].reshape(20, -1).T @ dmaps2, pooled1.shape)
        dmaps1 = _pool_gradient(dpooled1, maps1, pooled1).reshape(10, -1)
        d["conv1"][...] = (dmaps1 @ windows1.T).reshape(SHAPES["conv1"])
        d["bias1"][...] = dmaps1.sum(1)
        return vector

    def _forward(self, images: Array) -> tuple[Array, ...]:
        w = self.weights
        windows1, maps1 = _convolve(images, w["conv1"], w["bias1"])
        pooled1 = _pool_and_relu(maps1)
        windows2, maps2 = _convolve(pooled1, w["conv2"], w["bias2"])
        pooled2 = _pool_and_relu(maps2)
        hidden = w["dense3"] @ pooled2.reshape(320, -1)
        hidden += w["bias3"][:, None]
        np.maximum(hidden, 0, out=hidden)
        logits = w["dense4"] @ hidden + w["bias4"][:, None]
        return windows1, maps1, pooled1, windows2, maps2, pooled2, hidden, logits


def to_inputs(images: NDArray[np.uint8], dtype: type[np.floating] = np.float32) -> Array:
    """Images (N, 28, 28) uint8 as (1, 28, 28, N), with mean 0 and spread 1 over MNIST."""
    inputs = np.moveaxis(images, 0, -1)[None].astype(dtype, order="C")
    inputs -= dtype(MEAN)
    inputs /= dtype(SPREAD)
    return inputs


def train(
    network: Network,
    images: NDArray[np.uint8],
    labels: NDArray[np.int64],
    recipe: Recipe,
    *,
    seed: int = 0,
    threads: int = 1,
) -> None:
    """Train a network with AdamW on (N, 28, 28) uint8 and (N,).

    Args:
        network: changed in place.
        images, recipe: see `utils.fast_mnist.training_passes`; all passes show all images.
        labels: (N,), 0 to 9.
        seed: of the order and the shifts.
        threads: that work on the parts of a batch side by side.
    """
    losses = np.full(len(images), np.inf, np.float32)  # stay unknown
    update = _adamw(network.vector, recipe.decay)
    parts = [slice(first, min(first + PART, recipe.batch)) for first in range(0, recipe.batch, PART)]
    steps, step = recipe.steps(len(images)), 0
    # The matrices are small: one BLAS thread for each of our own is faster than several for one product.
    with ThreadPoolExecutor(threads) as pool, threadpool_limits(1, user_api="blas"):
        for chosen, shown in training_passes(images, losses, recipe, np.random.default_rng(seed), side=28):
            for first in range(0, len(chosen), recipe.batch):
                batch = slice(first, first + recipe.batch)
                gradient = _sum_of_parts(network, shown[batch], labels[chosen[batch]], parts, pool)
                update(gradient / recipe.batch, learning_rate(step, steps, recipe))
                step += 1


def predict(network: Network, images: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Class (N,) of each image (N, 28, 28) uint8."""
    parts = (images[first : first + PART] for first in range(0, len(images), PART))
    return np.concatenate([network.logits(to_inputs(part)).argmax(axis=0) for part in parts])


def _sum_of_parts(
    network: Network, images: NDArray[np.uint8], labels: NDArray[np.int64], parts: list[slice], pool: Executor
) -> Array:
    gradients = pool.map(lambda part: network.gradient(to_inputs(images[part]), labels[part]), parts)
    return np.sum(list(gradients), axis=0)


def _adamw(vector: Array, decay: float) -> Callable[[Array, float], None]:
    """Return a function of gradient and learning rate: a step of AdamW, in place (Loshchilov and Hutter, 2019)."""
    mean, square, step = np.zeros_like(vector), np.zeros_like(vector), 0

    def update(gradient: Array, rate: float) -> None:
        nonlocal mean, square, step
        step += 1
        mean += 0.1 * (gradient - mean)
        square += 0.01 * (gradient**2 - square)
        vector[...] *= 1 - rate * decay
        vector[...] -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)

    return update


def _views(vector: Array) -> dict[str, Array]:
    """Cut one vector into named arrays, without a copy."""
    views, first = {}, 0
    for name, shape in SHAPES.items():
        last = first + int(np.prod(shape))
        views[name] = vector[first:last].reshape(shape)
        first = last
    return views


def _convolve(images: Array, weights: Array, bias: Array) -> tuple[Array, Array]:
    """Convolve (C, H, W, N) with (O, C, 5, 5): window matrix (C * 25, H' * W' * N) and maps (O, H', W', N)."""
    out, channels, size, _ = weights.shape
    height, width, count = images.shape[1] - size + 1, images.shape[2] - size + 1, images.shape[3]
    windows = np.empty((channels, size, size, height, width, count), images.dtype)
    for i, j in _places(size):
        windows[:, i, j] = images[:, i : i + height, j : j + width]
    matrix = windows.reshape(channels * size * size, -1)
    maps = weights.reshape(out, -1) @ matrix
    maps += bias[:, None]
    return matrix, maps.reshape(out, height, width, count)


def _add_windows(matrix: Array, shape: tuple[int, ...]) -> Array:
    """Add the window matrix's gradient up in the pixels (C, H, W, N) that the windows were copied from."""
    channels, height, width, count = shape
    gradient = np.zeros(shape, matrix.dtype)
    windows = matrix.reshape(channels, 5, 5, height - 4, width - 4, count)
    for i, j in _places(5):
        gradient[:, i : i + height - 4, j : j + width - 4] += windows[:, i, j]
    return gradient


def _places(size: int) -> Iterator[tuple[int, int]]:
    return ((i, j) for i in range(size) for j in range(size))


def _pool_and_relu(maps: Array) -> Array:
    """Largest of each 2x2 window of (C, H, W, N), or 0 if that is larger."""
    rows = np.maximum(maps[:, ::2], maps[:, 1::2])
    pooled = np.maximum(rows[:, :, ::2], rows[:, :, 1::2])
    return np.maximum(pooled, 0, out=pooled)


def _pool_gradient(gradient: Array, maps: Array, pooled: Array) -> Array:
    """Gradient of `_pool_and_relu` with respect to the maps; of equal numbers the first takes it all."""
    left = gradient * (pooled > 0)
    result = np.empty_like(maps)
    for i, j in _places(2):
        taken = left * (maps[:, i::2, j::2] == pooled)
        result[:, i::2, j::2] = taken
        left -= taken
    return result


def _softmax(logits: Array) -> Array:
    exponentials = np.exp(logits - logits.max(axis=0))
    return exponentials / exponentials.sum(axis=0)
