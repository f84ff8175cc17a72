"""Tensors that a student's code may return where arrays are as good, or instead of them."""

from __future__ import annotations

from typing import Any

from utils.checks.report import describe


def shown(value: Any) -> str:
    """As `describe`, for tensors too."""
    import torch

    if not isinstance(value, torch.Tensor):
        return describe(value)
    return f"a tensor of shape {tuple(value.shape)} and dtype {str(value.dtype).removeprefix('torch.')}"
