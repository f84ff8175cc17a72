"""Tensors that a student's code may return where arrays are as good, or instead of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.report import as_array, describe


def plain(value: Any) -> Any:
    """A tensor as an array of its own; anything else as it is."""
    import torch

    return np.array(value.detach().cpu().numpy()) if isinstance(value, torch.Tensor) else value


def as_number(value: Any) -> float | None:
    """A float, int, scalar of NumPy or a tensor without axes; None for anything else."""
    array = as_array(plain(value))
    return float(array) if array is not None and array.shape == () else None


def keeps_graph(value: Any) -> bool:
    """Whether gradients can be computed through a value: it still holds what it was computed from."""
    import torch

    return isinstance(value, torch.Tensor) and bool(value.requires_grad)


def shown(value: Any) -> str:
    """As `describe`, for tensors too."""
    import torch

    if not isinstance(value, torch.Tensor):
        return describe(value)
    return f"a tensor of shape {tuple(value.shape)} and dtype {str(value.dtype).removeprefix('torch.')}"
