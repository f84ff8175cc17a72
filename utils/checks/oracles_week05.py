"""Independent answers for the checks of week 5: each block from its formula, in float64.

Imported inside functions only, because this file stays out of the sandbox in which submissions run.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import functional as F

Weights = Sequence[np.ndarray]
SQUASHES = {"tanh": (1.0, 1.0), "scaled tanh": (1.7159, 2 / 3)}  # amplitude, slope


def _tensor(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(array.astype(np.float64))


def conv_macs(
    height: int,
    width: int,
    in_channels: int,
    out_channels: int,
    kernel: int,
    stride: int = 1,
    padding: int = 0,
    groups: int = 1,
) -> int:
    """Multiply-adds, from the sizes of a real layer: its output has so many numbers, each needs one filter."""
    with torch.device("meta"):
        layer = torch.nn.Conv2d(in_channels, out_channels, kernel, stride, padding, groups=groups)
        return layer(torch.empty(1, in_channels, height, width)).numel() * layer.weight[0].numel()


def lenet5(weights: Weights, images: np.ndarray, *, squash: str, before: bool, after: bool) -> np.ndarray:
    """Logits `(N, classes)` of LeNet-5 for `(N, 1, 32, 32)`.

    Args:
        weights: kernel and bias of the five layers with weights, in their order.
        images: any numbers.
        squash: of `SQUASHES`.
        before, after: whether the squash stands before or after each pooling.
    """
    amplitude, slope = SQUASHES[squash]

    def bend(z: torch.Tensor) -> torch.Tensor:
        return amplitude * torch.tanh(slope * z)

    w = [_tensor(array) for array in weights]
    x = _tensor(images)
    for kernel, bias in ((w[0], w[1]), (w[2], w[3])):
        x = F.conv2d(x, kernel, bias)
        x = F.avg_pool2d(bend(x) if before else x, 2)
        x = bend(x) if after else x
    x = bend(x.flatten(1) @ w[4].reshape(len(w[4]), -1).T + w[5])
    x = bend(x @ w[6].T + w[7])
    return (x @ w[8].T + w[9]).numpy()


def lenet5_windows(weights: Weights, shape: Sequence[int]) -> np.ndarray:
    """How much each pixel counts in the sum of all logits of LeNet-5 without squashing; `shape` as of the images."""
    w = [_tensor(array) for array in weights]
    x = torch.zeros(*shape, dtype=torch.float64, requires_grad=True)
    y = x
    for kernel in (w[0], w[2]):
        y = F.avg_pool2d(F.conv2d(y, kernel), 2)
    y = y.flatten(1) @ w[4].reshape(len(w[4]), -1).T @ w[6].T @ w[8].T
    return torch.autograd.grad(y.sum(), x)[0].numpy()


def vgg_block(weights: Weights, x: np.ndarray) -> np.ndarray:
    """3x3 convolutions that keep the size, each with ReLU, then the maximum of every 2x2 window."""
    y = _tensor(x)
    for kernel in weights:
        y = F.conv2d(y, _tensor(kernel), padding=1).clamp(min=0)
    return F.max_pool2d(y, 2).numpy()


def nin_block(weights: Weights, x: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """A convolution and two 1x1 convolutions, each with ReLU."""
    y = F.conv2d(_tensor(x), _tensor(weights[0]), stride=stride, padding=padding).clamp(min=0)
    for kernel in weights[1:]:
        y = torch.einsum("nchw,oc->nohw", y, _tensor(kernel)[:, :, 0, 0]).clamp(min=0)
    return y.numpy()


def inception(weights: Weights, x: np.ndarray, bias: float = 0.0) -> list[np.ndarray]:
    """The four branches of an Inception module, `(N, C, H, W)` each: 1x1, 3x3, 5x5, pool.

    Args:
        weights: of the 1x1 branch, the reduction for the 3x3, the 3x3, that for the 5x5, the 5x5, the projection.
        x: any numbers, `(N, C_in, H, W)`.
        bias: added by every convolution.
    """
    one, reduce3, three, reduce5, five, project = (_tensor(array) for array in weights)
    y = _tensor(x)
    pooled = F.max_pool2d(F.pad(y, (1, 1, 1, 1), value=-torch.inf), 3, stride=1)
    branches = [
        F.conv2d(y, one),
        F.conv2d((F.conv2d(y, reduce3) + bias).clamp(min=0), three, padding=1),
        F.conv2d((F.conv2d(y, reduce5) + bias).clamp(min=0), five, padding=2),
        F.conv2d(pooled, project),
    ]
    return [(branch + bias).clamp(min=0).numpy() for branch in branches]
