"""Calls of decoders, and the tokens that they return."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from utils.checks.fingerprints import NOTHING, Function, token
from utils.checks.report import Check, describe, run
from utils.checks.scenes import Scene
from utils.checks.week09.language_models import Model, Prefix, as_tokens, chain_rule, mixed_rule, table_rule

LENGTH_NAMES = ("max_length", "max length", "maximum length")


@dataclass(frozen=True)
class Decoding(Scene):
    """A call of a decoder: `model` behind its step."""

    model: Model | None = None


def decoding(rule: Function, start: int, stop: int, max_length: int, width: int | None = None) -> Decoding:
    """greedy_decode(step, start, stop, max_length), or with a width beam_decode(..., width)"""
    model = Model(rule, start)
    numbers = {"start": start, "stop": stop, "max_length": max_length}
    if width is not None:
        numbers["width"] = width
    name = "greedy_decode" if width is None else "beam_decode"
    text = f"{name}(step, {', '.join(f'{key}={value}' for key, value in numbers.items())})"
    return Decoding({"step": model.step, **numbers}, text=text, model=model)


def with_number(scene: Decoding, **numbers: int) -> Decoding:
    """The same decoding with another number."""
    arguments = {**scene.required, **numbers}
    assert scene.model is not None
    return decoding(scene.model.rule, *(arguments[name] for name in list(arguments)[1:]))


def draw_greedy(random: np.random.Generator, width: int | None = None) -> tuple[Decoding, list[int]]:
    """A random decoding and its greedy answer: two tokens or more, never the start, and no close calls.

    The stop token comes well before the last place: where to stop is another check's matter.
    """
    from utils.checks import oracles_week09 as oracles

    while True:
        vocabulary, limit = int(random.integers(4, 9)), int(random.integers(5, 12))
        start, stop = (int(token_) for token_ in random.permutation(vocabulary)[:2])
        scene = decoding(mixed_rule(vocabulary, int(random.integers(10**5))), start, stop, limit, width)
        assert scene.model is not None
        expected, lead = oracles.greedy(scene.model.log_probabilities, start, stop, limit)
        if lead > 1e-3 and start not in expected and 1 < len(expected) < limit - 1:
            return scene, expected


# 0 ends, 3 starts, 1 and 2 are words. The greedy first word leads into a place where nothing is likely.
WORKED_TABLE: dict[Prefix, tuple[float, ...]] = {
    (3,): (0.05, 0.55, 0.4),
    (3, 1): (0.4, 0.35, 0.25),
    (3, 2): (0.1, 0.05, 0.85),
    (3, 2, 2): (0.9, 0.05, 0.05),
}
WORKED_RULE = table_rule(WORKED_TABLE, (0.6, 0.25, 0.15))
# Here 2 ends and 3 starts. The end is second best first, then best; and never best.
ENDING = chain_rule((0.05, 0.65, 0.3), (0.05, 0.55, 0.4), (0.05, 0.25, 0.7), (0.8, 0.15, 0.05))
ENDLESS = chain_rule((0.1, 0.8, 0.1), (0.7, 0.2, 0.1), (0.2, 0.7, 0.1))


def decode_tokens(scenes: Callable[[], Iterable[Decoding]]) -> Callable[[Function], list[str]]:
    """A probe of what a decoder returns for some scenes, and of calls of `step` that it should not make."""

    def look(decode: Function) -> list[str]:
        tokens = []
        for scene in scenes():
            outcome = run(decode, scene)
            if outcome.error is not None:
                tokens.append(NOTHING + type(outcome.error).__name__)
                continue
            answer = as_tokens(outcome.value)
            said = token(outcome.value) if answer is None else str(answer)
            tokens.append(f"{said} {'odd' if scene.model and scene.model.odd else ''}")
        return tokens

    return look


def judge_tokens(check: Check, scene: Decoding, expected: Sequence[int], *, stage: str = "values") -> None:
    """The decoder must return exactly these tokens."""
    outcome = check.attempt(scene, stage)
    if outcome is None or scene.model is None:
        return
    answer = as_tokens(outcome.value)
    if answer is None:
        lines = [("yours", describe(outcome.value)), ("expected", "a list of ints")]
        check.find(stage, "wrong kind of answer", lines, call=scene, aspects=("values", "ends"))
        return
    if answer != list(expected):
        lines = [("yours", _listed(answer)), ("expected", _listed(expected))]
        stop, limit = scene.required["stop"], scene.required["max_length"]
        if len(answer) > limit:
            lines.append(("length", f"{len(answer)}, at most max_length={limit}"))
        elif not {*answer} & {scene.model.start, stop} and len(scene.required) > 4:
            totals = [scene.model.total(tokens, stop, limit) for tokens in (answer, expected)]
            lines.append(("log-probability", f"yours {totals[0]:.4f}, expected {totals[1]:.4f}"))
        if scene.model.odd:
            lines.append(("you called", scene.model.odd))
        check.find(stage, "other tokens", lines, call=scene, aspects=("values", "ends", "long"))
    check.show(f"{scene.text} -> {_listed(expected)}")


def _listed(tokens: Sequence[int]) -> str:
    if len(tokens) <= 12:
        return str(list(tokens))
    return f"[{', '.join(map(str, tokens[:8]))}, ...], {len(tokens)} tokens"
