"""Checks of `beam_decode`: the likeliest sequence among a few that are kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.fingerprints import Probes
from utils.checks.report import Refusal, judge_refusals, rng
from utils.checks.tokens import refusal_tokens
from utils.checks.week09.decoders import (
    ENDING,
    LENGTH_NAMES,
    WORKED_RULE,
    Decoding,
    decode_tokens,
    decoding,
    draw_greedy,
    judge_tokens,
    with_number,
)
from utils.checks.week09.language_models import long_rule, long_token, mixed_rule, table_rule
from utils.checks.week09.naming import sequence_check

# LATE: a hypothesis that ends at once has 0.35, a longer one 0.58. SHORT: the one that ends at once stays the best.
# OPEN: the best never ends. After an end, 0 is likely: nobody should ask. PUSHED: what ended first loses its place
# to two better ones, of which the second leads to the best.
LATE = table_rule({(3,): (0.01, 0.64, 0.35), (3, 1): (0.05, 0.05, 0.9)}, (0.45, 0.45, 0.1))
SHORT = table_rule({(3,): (0.05, 0.5, 0.45), (3, 1): (0.5, 0.4, 0.1), (2,): (0.9, 0.06, 0.04)}, (0.48, 0.47, 0.05))
OPEN = table_rule({(3,): (0.05, 0.75, 0.2), (1,): (0.05, 0.93, 0.02), (2,): (0.9, 0.05, 0.05)}, (0.1, 0.1, 0.8))
PUSHED = table_rule(
    {(3,): (0.08, 0.8, 0.12), (3, 1): (0.5, 0.45, 0.05), (3, 1, 1): (0.05, 0.05, 0.9)}, (0.34, 0.33, 0.33)
)
WIDTH_NAMES = ("width", "beam")
_BEAM = decoding(WORKED_RULE, 3, 0, 5, 2)
BEAM_REFUSALS: list[Refusal] = [
    (with_number(_BEAM, width=0), WIDTH_NAMES, "at least one hypothesis must be kept"),
    (with_number(_BEAM, width=-2), WIDTH_NAMES, "at least one hypothesis must be kept"),
    (with_number(_BEAM, max_length=-1), LENGTH_NAMES, "there is no list of -1 tokens"),
]


def _beam_scenes() -> list[Decoding]:
    """Fixed models for which the widths 1, 2, 3, ... find different sequences."""
    worked = [decoding(WORKED_RULE, 3, 0, 5, width) for width in (1, 2, 3)]
    return [*worked, *(decoding(mixed_rule(5, seed, 0.7), 5, 4, 6, width) for seed in SEEDS for width in (1, 2, 3))]


SEEDS = (3, 8, 12)


def _beam_endings() -> list[tuple[Decoding, list[int]]]:
    return [
        (decoding(LATE, 3, 2, 5, 2), [1]),
        (decoding(SHORT, 3, 2, 5, 2), []),
        (decoding(SHORT, 3, 2, 3, 3), []),
        (decoding(OPEN, 3, 2, 3, 2), [1, 1, 1]),
        (decoding(OPEN, 3, 2, 1, 2), [1]),
        (decoding(OPEN, 3, 2, 0, 2), []),
        (decoding(ENDING, 3, 2, 2, 2), [1, 1]),
        (decoding(LATE, 3, 2, 4, 50), [1]),
        (decoding(PUSHED, 3, 2, 5, 2), [1, 1]),
    ]


def _beam_ending_scenes() -> list[Decoding]:
    return [scene for scene, _ in _beam_endings()]


LONG = (40, 300)


def _long_scene(last: int | None = None) -> tuple[Decoding, list[int]]:
    """300 tokens, each with a probability of a twentieth; what it must give, by the rule itself."""
    vocabulary, limit = LONG
    ends = limit if last is None else last
    scene = decoding(long_rule(vocabulary, ends, stop=1), 0, 1, limit, 2)
    return scene, [long_token(place, vocabulary) for place in range(1, min(ends, limit) + 1)]


def _long_scenes() -> list[Decoding]:
    return [_long_scene()[0], _long_scene(280)[0]]


def check_beam_decode_values(beam_decode: Any) -> None:
    """The worked example: two hypotheses find what the greedy choice misses."""
    check = sequence_check("beam_decode", beam_decode, PROBES)
    judge_tokens(check, decoding(WORKED_RULE, 3, 0, 5, 2), [2, 2])
    judge_tokens(check, decoding(WORKED_RULE, 3, 0, 5, 3), [2, 2])
    check.finish("the likeliest sequence of the beam")


def check_beam_decode_hidden(beam_decode: Any) -> None:
    """Models drawn at random, in which greedy decoding, narrow and wide beams differ."""
    random = rng()
    check = sequence_check("beam_decode", beam_decode, PROBES)
    kinds = ("better", "better", "worse than wide", "worse than wide", "any")
    scenes = [_draw_beam(random, wanted) for wanted in kinds]
    # A beam that grows from step to step may be right by chance in the drawn ones; here it is not.
    for scene, expected in [*scenes, _draw_beam(np.random.default_rng(1), "worse than wide")]:
        judge_tokens(check, scene, expected)
    check.finish("the likeliest sequence of the beam")


def _draw_beam(random: np.random.Generator, wanted: str) -> tuple[Decoding, list[int]]:
    """A random decoding whose answer no rounding changes, nor one step more or less.

    It is also the same when ended hypotheses take no place.
    """
    from utils.checks import oracles_week09 as oracles

    while True:
        vocabulary, limit, width = (int(random.integers(*span)) for span in ((4, 7), (4, 7), (2, 4)))
        stop = int(random.integers(vocabulary))
        rule = mixed_rule(vocabulary, int(random.integers(10**5)), 0.7)
        scene = decoding(rule, vocabulary, stop, limit, width)
        assert scene.model is not None
        step = scene.model.log_probabilities
        expected, gap = oracles.beam(step, vocabulary, stop, limit, width)
        other, other_gap = oracles.beam(step, vocabulary, stop, limit, width, aside=True)
        if min(gap, other_gap) < 1e-3 or other != expected or not expected:
            continue
        if any(oracles.beam(step, vocabulary, stop, limit + more, width)[0] != expected for more in (-1, 1)):
            continue
        if wanted == "better" and oracles.greedy(step, vocabulary, stop, limit)[0] == expected:
            continue
        wide = (oracles.beam(step, vocabulary, stop, limit, many)[0] for many in (16, 64, 200))
        if wanted == "worse than wide" and (len(expected) < 2 or expected in wide):
            continue
        return scene, expected


def check_beam_decode_greedy(beam_decode: Any) -> None:
    """A beam of width 1 is the greedy choice."""
    random = rng()
    check = sequence_check("beam_decode", beam_decode, PROBES)
    judge_tokens(check, decoding(WORKED_RULE, 3, 0, 5, 1), [1])
    judge_tokens(check, decoding(ENDING, 3, 2, 6, 1), [1, 1])
    for _ in range(4):
        judge_tokens(check, *draw_greedy(random, width=1))
    check.finish("width 1 is greedy")


def check_beam_decode_ends(beam_decode: Any) -> None:
    """Ended hypotheses wait, neither forgotten nor continued; max_length ends the others."""
    check = sequence_check("beam_decode", beam_decode, PROBES)
    for scene, expected in _beam_endings():
        judge_tokens(check, scene, expected)
    check.finish("it ends in time, with the best")


def check_beam_decode_long(beam_decode: Any) -> None:
    """Three hundred tokens: their probability is too small for a float, its logarithm is not."""
    random = rng()
    check = sequence_check("beam_decode", beam_decode, PROBES)
    for last in (None, int(random.integers(260, 295))):
        scene, expected = _long_scene(last)
        judge_tokens(check, scene, expected)
    check.finish("sums of logarithms do not underflow")


def check_beam_decode_errors(beam_decode: Any) -> None:
    """No hypothesis to keep, a negative max_length."""
    judge_refusals(
        sequence_check("beam_decode", beam_decode, PROBES, visible=True),
        BEAM_REFUSALS,
        with_number(_BEAM, max_length=3),
    )


PROBES: dict[str, Probes] = {
    "beam_decode": {
        "values": decode_tokens(_beam_scenes),
        "ends": decode_tokens(_beam_ending_scenes),
        "long": decode_tokens(_long_scenes),
        "errors": refusal_tokens(BEAM_REFUSALS),
    }
}
