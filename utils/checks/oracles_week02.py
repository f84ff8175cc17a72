"""Independent answers for the hidden checks of week 2: SciPy's functions, and counting instead of formulas.

Imported inside functions only, because this file stays out of the sandbox in which submissions run.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage, signal, special


def relu(z: np.ndarray) -> np.ndarray:
    """The positive part of every number: half of the number and its distance from 0."""
    return (z + np.abs(z)) / 2


def relu_backward(dout: np.ndarray, z: np.ndarray) -> np.ndarray:
    """`dout` where the step function of `z` is 1."""
    return np.heaviside(z, 0.0) * dout


def leaky_relu(z: np.ndarray, slope: float = 0.01) -> np.ndarray:
    """The positive part and `slope` times the negative part."""
    return relu(z) - slope * relu(-z)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """SciPy's logistic function."""
    return special.expit(z)


def softplus(z: np.ndarray) -> np.ndarray:
    """log(exp(0) + exp(z)) by SciPy."""
    return special.logsumexp(np.stack([np.zeros_like(z), z]), axis=0)


def _windows_start(shape: tuple[int, ...], size: int, stride: int) -> tuple[slice, ...]:
    """Slices that keep the windows of a stride from a map of all windows, indexed by their first pixel."""
    _, height, width, _ = shape
    return (slice(None), slice(0, height - size + 1, stride), slice(0, width - size + 1, stride), slice(None))


def max_pool2d(images: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Maximum pooling of `(N, H, W, C)` by scipy.ndimage, in the dtype of the images."""
    first_pixel = -(size // 2)
    largest = ndimage.maximum_filter(images, size=(1, size, size, 1), origin=(0, first_pixel, first_pixel, 0))
    return largest[_windows_start(images.shape, size, stride or size)]


def avg_pool2d(images: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Average pooling of `(N, H, W, C)` by scipy.signal, in float64."""
    box = np.full((1, size, size, 1), 1 / size**2)
    means = signal.correlate(images.astype(np.float64), box, mode="valid", method="direct")
    return means[:, :: stride or size, :: stride or size]


def max_pool2d_backward(dout: np.ndarray, images: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Gradient of maximum pooling with respect to `images`, in float64.

    Every number of the images gets its rank, equal numbers by position, later ones lower. The ranks are pooled; the
    winning rank of a window says who gets its gradient.
    """
    order = np.lexsort((-np.arange(images.size), images.ravel()))
    ranks = np.empty(images.size)
    ranks[order] = np.arange(images.size)
    winners = max_pool2d(ranks.reshape(images.shape), size, stride).astype(int)
    gained = np.bincount(winners.ravel(), weights=dout.astype(np.float64).ravel(), minlength=images.size)
    result = np.empty(images.size)
    result[order] = gained
    return result.reshape(images.shape)


def softmax(logits: np.ndarray) -> np.ndarray:
    """SciPy's softmax over the last axis."""
    return special.softmax(logits, axis=-1)


def cross_entropy(logits: np.ndarray, labels: np.ndarray) -> float:
    """Mean of minus the log probability of the right class, by SciPy's log_softmax in float64."""
    log_p = special.log_softmax(logits.astype(np.float64), axis=-1)
    return float(-np.take_along_axis(log_p, labels[:, None], axis=-1).mean())


def cross_entropy_backward(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Gradient of `cross_entropy` with respect to the logits: its slope along every logit, by complex steps."""
    gradient = np.empty(logits.shape)
    shifted = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)
    for row, column in np.ndindex(logits.shape):
        scores = shifted[row].astype(complex)
        scores[column] += 1e-30j
        loss = np.log(np.exp(scores).sum()) - scores[labels[row]]
        gradient[row, column] = loss.imag / 1e-30 / len(logits)
    return gradient


def conv2d_backward(
    dout: np.ndarray, images: np.ndarray, weights: np.ndarray, stride: int = 1, padding: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a convolution with respect to images, weights and bias, by scipy.signal in float64.

    `dout` is spread by the stride first; then weights are a correlation with it and images a true convolution.
    """
    (n, height, width, c_in), (kh, kw, _, c_out) = images.shape, weights.shape
    frame = ((0, 0), (padding, padding), (padding, padding), (0, 0))
    padded = np.pad(images.astype(np.float64), frame)
    spread = np.zeros((n, padded.shape[1] - kh + 1, padded.shape[2] - kw + 1, c_out))
    spread[:, ::stride, ::stride] = dout
    dweights, dpadded = np.zeros(weights.shape), np.zeros(padded.shape)
    for image in range(n):
        for channel, filter_ in np.ndindex(c_in, c_out):
            arriving = spread[image, :, :, filter_]
            dweights[:, :, channel, filter_] += signal.correlate2d(padded[image, :, :, channel], arriving, "valid")
            kernel = weights[:, :, channel, filter_].astype(np.float64)
            dpadded[image, :, :, channel] += signal.convolve2d(arriving, kernel, "full")
    dimages = dpadded[:, padding : padding + height, padding : padding + width]
    return dimages, dweights, spread.sum(axis=(0, 1, 2))
