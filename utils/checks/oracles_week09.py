"""Independent answers for the checks of week 9: torch's own cells and attention in float64, and a plain beam search.

Imported inside functions only, because this file stays out of the sandbox in which submissions run.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch.nn import functional as F

Step = Callable[[list[int]], np.ndarray]


def _tensors(*arrays: np.ndarray) -> list[torch.Tensor]:
    return [torch.from_numpy(np.ascontiguousarray(array, dtype=np.float64)) for array in arrays]


def rnn_step(x: np.ndarray, h: np.ndarray, w_x: np.ndarray, w_h: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The next hidden state `(N, H)` by torch's cell, whose weights are transposed and whose bias is two."""
    tx, th, t_w_x, t_w_h, tb = _tensors(x, h, w_x.T, w_h.T, b)
    return torch.rnn_tanh_cell(tx, th, t_w_x, t_w_h, tb, torch.zeros_like(tb)).numpy()


def lstm_step(
    x: np.ndarray, h: np.ndarray, c: np.ndarray, w_x: np.ndarray, w_h: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The next hidden state and cell, each `(N, H)`, by torch's cell: gates in the order i, f, g, o."""
    tx, th, tc, t_w_x, t_w_h, tb = _tensors(x, h, c, w_x.T, w_h.T, b)
    hidden, cell = torch.lstm_cell(tx, (th, tc), t_w_x, t_w_h, tb, torch.zeros_like(tb))
    return hidden.numpy(), cell.numpy()


def attention(
    query: np.ndarray, keys: np.ndarray, values: np.ndarray, mask: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Context `(..., Q, V)` and weights `(..., Q, T)` by torch; the weights are the context of a unit matrix."""
    tq, tk, tv = _tensors(query, keys, values)
    seen = None if mask is None else torch.from_numpy(np.ascontiguousarray(mask))
    unit = torch.eye(keys.shape[-2], dtype=torch.float64).expand(*keys.shape[:-2], -1, -1)
    found = [F.scaled_dot_product_attention(tq, tk, part, attn_mask=seen).numpy() for part in (tv, unit)]
    return found[0], found[1]


def greedy(step: Step, start: int, stop: int, max_length: int) -> tuple[list[int], float]:
    """Tokens of the greedy choice, and the smallest lead of a chosen token over the next best one."""
    tokens: list[int] = []
    lead = np.inf
    while len(tokens) < max_length:
        scores = step([start, *tokens])
        first, second = np.argsort(-scores)[:2]
        lead = min(lead, scores[first] - scores[second])
        if first == stop:
            break
        tokens.append(int(first))
    return tokens, float(lead)


def beam(
    step: Step, start: int, stop: int, max_length: int, width: int, *, aside: bool = False
) -> tuple[list[int], float]:
    """Tokens of the best hypothesis of a beam search, and the smallest gap that decided anything.

    With `aside`, finished hypotheses take no place of the beam: the other common way to write it.
    """
    live: list[tuple[float, tuple[int, ...]]] = [(0.0, (start,))]
    done: list[tuple[float, tuple[int, ...]]] = []
    gap = np.inf
    for _ in range(max_length):
        grown = [
            (total + float(score), (*tokens, token))
            for total, tokens in live
            for token, score in enumerate(step(list(tokens)))
        ]
        ranked = sorted([*grown, *([] if aside else done)], reverse=True)
        if len(ranked) > width:
            gap = min(gap, ranked[width - 1][0] - ranked[width][0])
        kept = ranked[:width]
        ended = [entry for entry in kept if entry[1][-1] == stop and len(entry[1]) > 1]
        done = [*done, *ended] if aside else ended
        live = [entry for entry in kept if entry not in ended]
        if not live:
            break
    best, *others = sorted([*live, *done], reverse=True)
    if others:
        gap = min(gap, best[0] - others[0][0])
    return [token for token in best[1][1:] if token != stop], float(gap)
