"""Independent answers for the checks of week 7: layer formulas in float64, without modules and hooks.

Imported inside functions only, because this file stays out of the sandbox in which submissions run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

EPS = 1e-5
State = Mapping[str, np.ndarray]
TORCH_MODES: tuple[dict[str, Any], ...] = (
    {"mode": "bilinear", "align_corners": False},
    {"mode": "bilinear", "align_corners": True},
    {"mode": "bicubic", "align_corners": False},
    {"mode": "bicubic", "align_corners": True},
    {"mode": "bicubic", "antialias": True},
    {"mode": "nearest"},
    {"mode": "nearest-exact"},
)
SCIPY_EDGES = ((False, "constant"), (False, "nearest"), (True, "reflect"), (True, "mirror"), (True, "nearest"))


def layers(state: State, x: torch.Tensor, stride: int = 1) -> dict[str, torch.Tensor]:
    """The output of every layer of a `Template` or `Seer` in eval mode, by name; the logits are under ""."""
    w = {name: torch.from_numpy(np.asarray(array, np.float64)) for name, array in state.items()}
    if "dense.weight" in w:
        logits = x.flatten(1) @ w["dense.weight"].T + w["dense.bias"]
        return {"dense": logits, "": logits}
    out = {"features.conv": F.conv2d(x, w["features.conv.weight"], w["features.conv.bias"], padding=1)}
    scale = w["features.norm.weight"] / (w["features.norm.running_var"] + EPS).sqrt()
    centred = out["features.conv"] - w["features.norm.running_mean"][:, None, None]
    out["features.norm"] = centred * scale[:, None, None] + w["features.norm.bias"][:, None, None]
    out["features.relu"] = out["features.norm"].clamp(min=0)
    kernels, bias = w["features.block.0.weight"], w["features.block.0.bias"]
    out["features.block.0"] = F.conv2d(out["features.relu"], kernels, bias, stride=stride, padding=1)
    out["features.block.1"] = torch.relu(out["features.block.0"])
    out["features.block"] = out["features"] = out["drop"] = out["features.block.1"]
    out["head.0"] = out["drop"].flatten(1)
    out["head"] = out["head.1"] = out[""] = out["head.0"] @ w["head.1.weight"].T + w["head.1.bias"]
    return out


def activations(state: State, images: np.ndarray, stride: int = 1) -> dict[str, np.ndarray]:
    """As `layers`, of and as arrays."""
    return {name: value.numpy() for name, value in layers(state, _double(images), stride).items()}


def scores(state: State, images: np.ndarray, label: int, stride: int = 1) -> np.ndarray:
    """The logit of one class, for each image."""
    return activations(state, images, stride)[""][:, label]


def saliency(state: State, image: np.ndarray, label: int, stride: int = 1) -> np.ndarray:
    """Largest absolute gradient of the class's logit over the channels: (H, W)."""
    x = _double(image[None]).requires_grad_()
    (gradient,) = torch.autograd.grad(layers(state, x, stride)[""][0, label], x)
    return np.abs(gradient[0].numpy()).max(axis=0)


def occlusion_map(
    state: State, image: np.ndarray, label: int, patch: int, step: int, fill: float = 0.0, stride: int = 1
) -> np.ndarray:
    """By how much the class's logit drops when a square is covered: all squares in one batch."""
    height, width = image.shape[1:]
    places = [(i, j) for i in range(0, height - patch + 1, step) for j in range(0, width - patch + 1, step)]
    covered = np.repeat(image[None].astype(np.float64), len(places), axis=0)
    for one, (i, j) in zip(covered, places, strict=True):
        one[:, i : i + patch, j : j + patch] = fill
    drops = scores(state, image[None], label, stride) - scores(state, covered, label, stride)
    return drops.reshape((height - patch) // step + 1, (width - patch) // step + 1)


def class_map(state: State, layer: str, image: np.ndarray, label: int, stride: int = 1) -> np.ndarray:
    """The sum over a layer's channels of activation times mean gradient, (h, w): Grad-CAM before its ReLU."""
    out = layers(state, _double(image[None]).requires_grad_(), stride)
    maps = out[layer]
    (gradient,) = torch.autograd.grad(out[""][0, label], maps)
    return torch.einsum("c,chw->hw", gradient[0].mean(dim=(1, 2)), maps[0].detach()).numpy()


def grad_cams(raw: np.ndarray, size: tuple[int, int]) -> Iterator[np.ndarray]:
    """All maps (H, W) in [0, 1] that may be called the Grad-CAM of a raw map with a positive and a negative number.

    They differ where the description of the question leaves it open: how the map is enlarged, whether it is rectified
    and divided before or after that, and whether its smallest value is subtracted.
    """
    for late in (False, True):
        for whole in _enlargements(raw if late else np.maximum(raw, 0), size):
            positive = np.maximum(whole, 0)
            yield np.clip(positive / raw.max(), 0, 1)
            yield positive / positive.max()
            yield (positive - positive.min()) / np.ptp(positive)
            if not late:
                yield (whole - whole.min()) / np.ptp(whole)


def _enlargements(coarse: np.ndarray, size: tuple[int, int]) -> Iterator[np.ndarray]:
    """A map enlarged by all usual means: by torch as by Pillow, and by SciPy as by scikit-image."""
    from scipy import ndimage

    for options in TORCH_MODES:
        yield F.interpolate(_double(coarse[None, None]), size, **options)[0, 0].numpy()
    factors = [new / old for new, old in zip(size, coarse.shape, strict=True)]
    for order in (1, 3):
        for grid, edge in SCIPY_EDGES:
            yield ndimage.zoom(coarse, factors, order=order, mode=edge, grid_mode=grid)


def purity(points: np.ndarray, labels: np.ndarray, k: int = 10) -> float:
    """Mean share of the k nearest other points that have a point's own label, by a tree."""
    from scipy.spatial import cKDTree

    _, neighbours = cKDTree(points).query(points, k + 1)
    shares = [
        np.mean([labels[other] == labels[point] for other in row if other != point][:k])
        for point, row in enumerate(neighbours)
    ]
    return float(np.mean(shares))


def _double(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.array(array, np.float64))
