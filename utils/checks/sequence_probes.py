"""What the checks of week 9 run beside a student's recurrent network.

While a submission is graded, the class is a handle in the check process. The functions here make networks of it, call
them and return arrays and words (see `utils.checks.probe`); what counts for points is decided in the check process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn

from utils.checks.torch_probes import prepared, quiet_torch

SIDE = 28
IMAGE = (1, SIDE, SIDE)
PLACES = (0, 1, 14, SIDE - 1)  # neighbours too, since what pools them takes them together
OTHER_CELLS = (nn.RNN, nn.GRU, nn.RNNCell, nn.GRUCell)
LSTM_CELLS = (nn.LSTM, nn.LSTMCell)
RATES = (0.01, 0.003)
# Where networks that bring pixels to another range inside put their zero: none, MNIST's mean, -1..1.
BLACK = (0.0, 0.1307, 0.5)


def _network(kind: Callable[[], Any], spread: float = 0.2) -> nn.Module:
    """An instance in evaluation mode whose parameters, biases too, are moved from their initial values by `spread`."""
    model = prepared(kind, IMAGE).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(spread * torch.randn_like(parameter))
    return model


def row_logits(kind: Callable[[], Any], batches: Sequence[np.ndarray], spread: float, seeded: bool) -> list[Any]:
    """What one network with random weights says of batch after batch, in evaluation mode.

    With `seeded`, the generator of random numbers starts anew before each batch.
    """
    answers = []
    with quiet_torch(), torch.no_grad():
        model = _network(kind, spread)
        for images in batches:
            if seeded:
                torch.manual_seed(0)
            answers.append(model(torch.from_numpy(np.array(images))))
    return answers


def row_inventory(kind: Callable[[], Any]) -> dict[str, Any]:
    """Which arrays learn and which cells of PyTorch are used.

    Returns "parameters" (name, shape, whether it learns, whether a gradient reaches it), "cells" (names of modules).
    """
    with quiet_torch():
        model = _network(kind).train()
        images = torch.rand(4, *IMAGE)
        _spoken(model(images)).backward()
        rows = []
        for name, parameter in model.named_parameters():
            reached = parameter.grad is not None and bool((parameter.grad != 0).any())
            rows.append((name, tuple(parameter.shape), parameter.requires_grad, reached))
        cells = [type(part) for part in model.modules() if isinstance(part, (*OTHER_CELLS, *LSTM_CELLS))]
        other = any(issubclass(cell, OTHER_CELLS) for cell in cells)
        lstm = any(issubclass(cell, LSTM_CELLS) for cell in cells)
        return {"parameters": rows, "cells": [cell.__name__ for cell in cells], "no lstm": other and not lstm}


def row_reading(kind: Callable[[], Any]) -> dict[str, Any]:
    """Which weights meet which pixels, told by gradients of images with one column, or one row, of ink.

    Returns "rows" and "columns" (for each, whether the logits depend on it), "weights" (for each parameter that ink
    alone reaches: name, shape, "one set" whether some of its numbers meet all rows, "apart" whether none meets two
    columns, "gated" whether some that meet a row inside do not meet the first one: a forget gate has nothing to
    forget at its first step).
    """
    with quiet_torch():
        model = _network(kind).requires_grad_()  # what is frozen reads too
        images = torch.rand(2, *IMAGE).requires_grad_()
        _spoken(model(images)).backward()
        depends = torch.zeros(SIDE, SIDE) if images.grad is None else (images.grad != 0).float().sum((0, 1))
        found: dict[str, Any] = {
            "rows": (depends.sum(1) > 0).tolist(),
            "columns": (depends.sum(0) > 0).tolist(),
            "weights": [],
        }
        for black in BLACK:
            still = _touched(model, torch.full((1, *IMAGE), black))
            columns = [_touched(model, _inked(black, column=place)) for place in PLACES]
            rows = [_touched(model, _inked(black, row=place)) for place in PLACES]
            for name, silent in still.items():
                by_column, by_row = ([masks[name] & ~silent for masks in some] for some in (columns, rows))
                if any(mask.any() for mask in by_row):
                    one_set = bool(np.all(by_row, axis=0).any())
                    crowd = np.sum(by_column, axis=0)
                    apart = bool(crowd.max() == 1) and all(mask.any() for mask in by_column)
                    gated = bool((by_row[2] & ~by_row[0]).any())
                    found["weights"].append((name, tuple(silent.shape), one_set, apart, gated))
        return found


def _spoken(logits: torch.Tensor) -> torch.Tensor:
    """One number of all logits, in which none cancel."""
    return (logits * torch.linspace(1.0, 2.0, logits.numel()).reshape(logits.shape)).sum()


def _inked(black: float, row: int | None = None, column: int | None = None) -> torch.Tensor:
    image = torch.full((1, *IMAGE), black)
    if row is not None:
        image[0, 0, row] += 0.5 + torch.rand(SIDE)
    if column is not None:
        image[0, 0, :, column] += 0.5 + torch.rand(SIDE)
    return image


def _touched(model: nn.Module, image: torch.Tensor) -> dict[str, np.ndarray]:
    """For each parameter, which of its numbers have a gradient."""
    model.zero_grad()
    _spoken(model(image)).backward()
    parameters = {name: p for name, p in model.named_parameters() if p.requires_grad}
    return {
        name: np.zeros(tuple(p.shape), bool) if p.grad is None else (p.grad != 0).numpy()
        for name, p in parameters.items()
    }


def row_learns(
    kind: Callable[[], Any], images: np.ndarray, labels: np.ndarray, unseen: np.ndarray, steps: int, seed: int
) -> Any:
    """Logits for `unseen` images after training on a small batch, in evaluation mode.

    Two networks are tried, each with another learning rate of Adam; one that reads its batch is enough.
    """
    x, y = torch.from_numpy(images), torch.from_numpy(labels)
    with quiet_torch(seed):
        for rate in RATES:
            model = prepared(kind, IMAGE)
            optimizer = torch.optim.Adam(model.parameters(), lr=rate)
            for number in range(steps):
                optimizer.zero_grad()
                loss = nn.functional.cross_entropy(model.train()(x), y)
                loss.backward()
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                if number % 10 == 9 and loss.item() < 0.05:
                    break
            with torch.no_grad():
                if bool((model.eval()(x).argmax(dim=1) == y).all()):
                    break
        with torch.no_grad():
            return model.eval()(torch.from_numpy(unseen))
