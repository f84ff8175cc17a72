"""Checks of `greedy_decode`: the likeliest token, time and again."""

from __future__ import annotations

from typing import Any

from utils.checks.fingerprints import Probes
from utils.checks.report import Refusal, judge_refusals, rng
from utils.checks.tokens import refusal_tokens
from utils.checks.week09.decoders import (
    ENDING,
    ENDLESS,
    LENGTH_NAMES,
    WORKED_RULE,
    Decoding,
    decode_tokens,
    decoding,
    draw_greedy,
    judge_tokens,
    with_number,
)
from utils.checks.week09.language_models import chain_rule, mixed_rule
from utils.checks.week09.naming import sequence_check


def _greedy_scenes() -> list[Decoding]:
    scenes = [decoding(WORKED_RULE, 3, 0, 5), decoding(ENDING, 3, 2, 6), decoding(ENDLESS, 3, 2, 4)]
    return [*scenes, *(decoding(mixed_rule(6, seed), 6, 5, 7) for seed in (1, 2, 3))]


def _ending_scenes() -> list[Decoding]:
    at_once = decoding(chain_rule((0.1, 0.2, 0.7)), 3, 2, 5)
    limits = [decoding(ENDLESS, 3, 2, limit) for limit in (0, 1, 3, 6)]
    return [at_once, *limits, *(decoding(ENDING, 3, 2, limit) for limit in (2, 3, 4))]


ENDINGS: tuple[list[int], ...] = ([], [], [1], [1, 0, 1], [1, 0, 1, 1, 1, 1], [1, 1], [1, 1], [1, 1])
_GREEDY = decoding(WORKED_RULE, 3, 0, 5)
GREEDY_REFUSALS: list[Refusal] = [
    (with_number(_GREEDY, max_length=-1), LENGTH_NAMES, "there is no list of -1 tokens"),
    (with_number(_GREEDY, max_length=-5), LENGTH_NAMES, "there is no list of -5 tokens"),
]


def check_greedy_decode_values(greedy_decode: Any) -> None:
    """The worked example."""
    check = sequence_check("greedy_decode", greedy_decode, PROBES)
    judge_tokens(check, decoding(WORKED_RULE, 3, 0, 5), [1])
    judge_tokens(check, decoding(ENDING, 3, 2, 6), [1, 1])
    check.finish("the likeliest token each time")


def check_greedy_decode_hidden(greedy_decode: Any) -> None:
    """Models drawn at random, in which each token depends on all before."""
    random = rng()
    check = sequence_check("greedy_decode", greedy_decode, PROBES)
    for _ in range(6):
        judge_tokens(check, *draw_greedy(random))
    check.finish("the likeliest token each time")


def check_greedy_decode_ends(greedy_decode: Any) -> None:
    """It ends at the stop token, which is not part of the answer, or after max_length tokens."""
    check = sequence_check("greedy_decode", greedy_decode, PROBES)
    for scene, expected in zip(_ending_scenes(), ENDINGS, strict=True):
        judge_tokens(check, scene, expected)
    check.finish("it ends in time")


def check_greedy_decode_errors(greedy_decode: Any) -> None:
    """A negative max_length."""
    judge_refusals(
        sequence_check("greedy_decode", greedy_decode, PROBES, visible=True),
        GREEDY_REFUSALS,
        with_number(_GREEDY, max_length=3),
    )


PROBES: dict[str, Probes] = {
    "greedy_decode": {
        "values": decode_tokens(_greedy_scenes),
        "ends": decode_tokens(_ending_scenes),
        "errors": refusal_tokens(GREEDY_REFUSALS),
    }
}
