"""Independent answers for the checks of week 4: layer formulas in float64, losses image by image.

Imported inside functions only, because this file stays out of the sandbox in which submissions run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

from utils.data import load_mnist

# Read once, where this module is imported: a warm check process has them before the first submission.
DIGITS = load_mnist()

SHAPES = ((10, 1, 5, 5), (10,), (20, 10, 5, 5), (20,), (50, 320), (50,), (10, 50), (10,))
EPS, MEAN, STD = 1e-5, 0.1307, 0.3081


def to_nchw(images: np.ndarray) -> np.ndarray:
    """Normalised images `(N, 1, 28, 28)` in float64: 256 numbers, looked up."""
    table = (np.arange(256) / 255 - MEAN) / STD
    return table[images[:, None]]


def mnist_logits(
    weights: Sequence[np.ndarray], images: np.ndarray, dtype: type[np.floating] = np.float64
) -> np.ndarray:
    """Logits `(N, 10)` of the network of lesson 4.1 without dropout; `weights` have `SHAPES`."""
    return _mnist([torch.from_numpy(w.astype(dtype)) for w in weights], torch.from_numpy(images.astype(dtype))).numpy()


def mnist_gradients(weights: Sequence[np.ndarray], images: np.ndarray, labels: np.ndarray) -> list[np.ndarray]:
    """Gradients of the mean cross-entropy of `mnist_logits` with respect to each array."""
    leaves = [torch.from_numpy(w.astype(np.float64)).requires_grad_() for w in weights]
    loss = F.cross_entropy(_mnist(leaves, torch.from_numpy(images.astype(np.float64))), torch.from_numpy(labels))
    return [gradient.numpy() for gradient in torch.autograd.grad(loss, leaves)]


def mnist_loss(weights: Sequence[np.ndarray], images: np.ndarray, labels: np.ndarray) -> float:
    """Mean cross-entropy of `mnist_logits`."""
    logits = torch.from_numpy(mnist_logits(weights, images))
    return float(losses(logits, torch.from_numpy(labels), {"kind": "CrossEntropyLoss"}).mean())


def _mnist(weights: Sequence[torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    w1, b1, w2, b2, w3, b3, w4, b4 = weights
    for weight, bias in ((w1, b1), (w2, b2)):
        maps = F.conv2d(x, weight, bias).clamp(min=0)
        n, channels, height, width = maps.shape
        x = maps.reshape(n, channels, height // 2, 2, width // 2, 2).amax(dim=(3, 5))
    hidden = (x.reshape(len(x), -1) @ w3.T + b3).clamp(min=0)
    return hidden @ w4.T + b4


def reader_logits(state: Mapping[str, np.ndarray], images: np.ndarray) -> np.ndarray:
    """Logits of a `DigitReader` with this state, in float64."""
    weights = {name: torch.from_numpy(array.astype(np.float64)) for name, array in state.items()}
    x = torch.from_numpy(images.astype(np.float64))
    maps = F.conv2d(x, weights["conv.weight"], weights["conv.bias"], stride=2).clamp(min=0)
    return (maps.reshape(len(maps), -1) @ weights["dense.weight"].T + weights["dense.bias"]).numpy()


def watched_logits(state: Mapping[str, Any], x: torch.Tensor, *, training: bool) -> torch.Tensor:
    """Logits of a `Watched` with this state."""
    mean, variance = state["norm.running_mean"], state["norm.running_var"]
    if training:
        mean, variance = x.mean(dim=0), x.var(dim=0, unbiased=False)
    normed = (x - mean) / (variance + EPS).sqrt() * state["norm.weight"] + state["norm.bias"]
    return normed @ state["dense.weight"].T + state["dense.bias"]


def losses(logits: torch.Tensor, labels: torch.Tensor, options: Mapping[str, Any]) -> torch.Tensor:
    """The loss of every image; the cross-entropy from its formula, others by `torch.nn` with one image at a time."""
    if options == {"kind": "CrossEntropyLoss"}:
        return logits.logsumexp(dim=1) - logits[torch.arange(len(labels)), labels]
    rest = {key: value for key, value in options.items() if key != "kind"}
    loss = getattr(torch.nn, options["kind"])(**rest)
    return torch.stack([loss(logits[i : i + 1], labels[i : i + 1]) for i in range(len(labels))])


def evaluate(
    state: Mapping[str, np.ndarray], x: np.ndarray, y: np.ndarray, loss: Mapping[str, Any]
) -> tuple[float, float]:
    """Mean loss and share of right answers of a `Watched` in evaluation mode, over all images at once."""
    tensors = {name: torch.from_numpy(array.astype(np.float64)) for name, array in state.items()}
    labels = torch.from_numpy(y)
    logits = watched_logits(tensors, torch.from_numpy(x.astype(np.float64)), training=False)
    right = (logits.argmax(dim=1) == labels).double()
    return float(losses(logits, labels, loss).mean()), float(right.mean())


def train(
    state: Mapping[str, np.ndarray],
    x: np.ndarray,
    y: np.ndarray,
    batch: int,
    loss: Mapping[str, Any],
    optimizer: Mapping[str, Any],
    epochs: int = 1,
) -> tuple[list[float], dict[str, np.ndarray]]:
    """Mean loss per image of each epoch, and the parameters of a `Watched` afterwards, by autograd's own gradients."""
    names = ("norm.weight", "norm.bias", "dense.weight", "dense.bias")
    parameters = {name: torch.from_numpy(state[name].astype(np.float64)).requires_grad_() for name in names}
    buffers = {"norm.running_mean": None, "norm.running_var": None}  # training takes the numbers of the batch
    rest = {key: value for key, value in optimizer.items() if key != "kind"}
    descent = getattr(torch.optim, optimizer["kind"])(list(parameters.values()), **rest)
    inputs, labels, means = torch.from_numpy(x.astype(np.float64)), torch.from_numpy(y), []
    for _ in range(epochs):
        total = 0.0
        for some, answers in zip(inputs.split(batch), labels.split(batch), strict=True):
            each = losses(watched_logits({**parameters, **buffers}, some, training=True), answers, loss)
            gradients = torch.autograd.grad(each.mean(), list(parameters.values()))
            for parameter, gradient in zip(parameters.values(), gradients, strict=True):
                parameter.grad = gradient
            descent.step()
            total += float(each.detach().sum())
        means.append(total / len(labels))
    return means, {name: parameter.detach().numpy().astype(np.float32) for name, parameter in parameters.items()}
