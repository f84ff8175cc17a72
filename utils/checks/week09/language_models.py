"""Language models of a few tokens for decoders: rules that give the probabilities of the next one."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks.fingerprints import Function
from utils.checks.report import describe
from utils.checks.tensors import plain

CALLS = 20_000
Prefix = tuple[int, ...]


def as_tokens(value: Any) -> list[int] | None:
    """A list, tuple or array of integers as a list of ints; None for anything else."""
    if isinstance(value, np.ndarray):
        value = value.tolist() if value.ndim == 1 and (value.dtype.kind in "iu" or not value.size) else None
    if not isinstance(value, (list, tuple)):
        return None
    try:
        return [operator.index(item) for item in value]
    except Exception:  # whatever an object says when it is asked for a number
        return None


class Model:
    """A language model of a few tokens: log-probabilities of the next one, by a rule of all tokens so far.

    `step` is what the student's code calls. `odd` is the first call that a decoder should not make.
    """

    def __init__(self, rule: Callable[[Prefix], Sequence[float] | np.ndarray], start: int) -> None:
        self.rule = rule
        self.start = start
        self.odd: str | None = None
        self.calls = 0

    def __deepcopy__(self, memo: dict[int, Any]) -> Model:
        return self  # the copy that a student's code calls must report back here

    def log_probabilities(self, tokens: Sequence[int]) -> np.ndarray:
        """Log-probabilities `(V,)` of the next token."""
        with np.errstate(divide="ignore"):
            return np.log(np.asarray(self.rule(tuple(tokens)), dtype=np.float64))

    def total(self, tokens: Sequence[int], stop: int, max_length: int) -> float:
        """Log-probability of a decoded sequence, its stop included when it ended before `max_length`."""
        path = [self.start, *tokens, *([stop] if len(tokens) < max_length else [])]
        return float(sum(self.log_probabilities(path[:place])[path[place]] for place in range(1, len(path))))

    def step(self, tokens: Any) -> np.ndarray:
        """Log-probabilities `(V,)` after all tokens so far.

        Raises:
            TypeError: when these are no list of integers.
            RuntimeError: after very many calls, to end what would not end.
        """
        self.calls += 1
        if self.calls > CALLS:
            raise RuntimeError(f"step was called more than {CALLS:,} times: does the decoding ever end?")
        prefix = as_tokens(plain(tokens))
        if prefix is None:
            raise TypeError(f"step takes the list of all tokens so far, not {describe(tokens)}")
        if not prefix or prefix[0] != self.start:
            self.odd = self.odd or f"step({prefix[:8]}), which does not begin with start={self.start}"
        return self.log_probabilities(prefix)


def table_rule(table: Mapping[Prefix, Sequence[float]], otherwise: Sequence[float]) -> Function:
    """Probabilities by table: the entry of the longest end of the tokens that is in it."""

    def rule(tokens: Prefix) -> Sequence[float]:
        ends = (tokens[place:] for place in range(len(tokens) + 1))
        return next((table[end] for end in ends if end in table), otherwise)

    return rule


def mixed_rule(vocabulary: int, seed: int, sharpness: float = 1.0) -> Function:
    """Probabilities that look random and depend on all tokens and their order; the same on every machine."""

    def rule(tokens: Prefix) -> np.ndarray:
        state = 17 + seed
        for token_ in tokens:
            state = (state * 131 + token_ * 37 + 11) % 100_003
        scores = np.array([(state * (2 * k + 3) + k * k * 7919) % 1009 / 1009 for k in range(vocabulary)])
        weights = np.exp(3 * sharpness * scores)
        return weights / weights.sum()

    return rule


def long_rule(vocabulary: int, last: int, stop: int) -> Function:
    """Every token about equally likely, one a little more: 3 + 5 t (mod V) at place t; the stop after `last`."""

    def rule(tokens: Prefix) -> np.ndarray:
        place = len(tokens)
        weights = np.ones(vocabulary)
        weights[stop] = 0.01
        weights[stop if place > last else long_token(place, vocabulary)] = 1.8
        return weights / weights.sum()

    return rule


def long_token(place: int, vocabulary: int) -> int:
    """The likeliest token at a place of `long_rule`."""
    return 2 + (3 + 5 * place) % (vocabulary - 2)


def chain_rule(*probabilities: tuple[float, ...]) -> Function:
    """Probabilities by the number of tokens so far alone; the last one goes on."""
    return lambda tokens: probabilities[min(len(tokens), len(probabilities)) - 1]
