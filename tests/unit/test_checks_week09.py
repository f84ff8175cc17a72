"""The checks of week 9 as students meet them: what they accept, what they say, and that nothing odd breaks them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.unit.graded import Assignment

torch = pytest.importorskip("torch")
from utils.checks import oracles_week09 as oracles  # noqa: E402
from utils.checks import sequence_probes  # noqa: E402
from utils.checks.week09 import attention, beam_decode, decoders, language_models, lstm_step, rnn_step, steps  # noqa: E402

WEEK = Assignment("week09_sequences")
ROOT = Path(__file__).parents[2]
CLASS = "RowLSTM"


def test_message_has_the_form_of_the_course() -> None:
    wrong = WEEK.bank("lstm_step", "wrong")["wrong_order_ifog"]
    assert WEEK.failure("check_lstm_step_values", wrong).splitlines() == [
        "lstm_step: wrong values.",
        "  you were asked for   lstm_step(x (1, 1), h (1, 1), c (1, 1), w_x (1, 4), w_h (1, 4), b (4,)), its h",
        "  x                    [[1]]",
        "  h                    [[0.5]]",
        "  c                    [[2]]",
        "  w_x                  [[1, 0, 1, -1]]",
        "  w_h                  [[0, 2, -4, 2]]",
        "  b                    [0, 1, 0, 1.5]",
        "  shape                (1, 1)  as expected",
        "  first difference     [0, 0]: yours 0.264749, expected 0.682773",
        "  this is what you get when the gates are taken in the order i, f, o, g.",
        '  The candidate is the third block, the output gate the last. Lesson 9.2, "Four gates".',
    ]


def test_a_wrong_decoding_is_told_with_its_probability() -> None:
    wrong = WEEK.bank("beam_decode", "wrong")["wrong_greedy"]
    assert WEEK.failure("check_beam_decode_values", wrong).splitlines() == [
        "beam_decode: other tokens.",
        "  you were asked for   beam_decode(step, start=3, stop=0, max_length=5, width=2)",
        "  yours                [1]",
        "  expected             [2, 2]",
        "  log-probability      yours -1.5141, expected -1.1842",
        "  this is what you get when the width is ignored: only the best hypothesis is kept.",
        '  With a width of 2 two hypotheses are kept: the second may overtake. Lesson 9.3, "Beam search".',
    ]


# ------------------------------------------------------------------------------------ probes and models


def test_weights_of_rows_are_told_from_weights_of_columns() -> None:
    class Reader(torch.nn.Module):
        def __init__(self, turned: bool) -> None:
            super().__init__()
            self.lstm, self.turned = torch.nn.LSTM(28, 8, batch_first=True), turned
            self.head = torch.nn.Linear(8, 10)

        def forward(self, x: Any) -> Any:
            rows = x[:, 0].transpose(1, 2) if self.turned else x[:, 0]
            return self.head(self.lstm(rows)[0][:, -1])

    for turned in (False, True):
        found = sequence_probes.row_reading(lambda turned=turned: Reader(turned))
        assert all(found["rows"])
        assert all(found["columns"])
        assert [(name, one_set, apart) for name, _, one_set, apart, _ in found["weights"]] == [
            ("lstm.weight_ih_l0", not turned, not turned)
        ]


def test_step_takes_lists_tuples_and_arrays_of_integers() -> None:
    model = language_models.Model(decoders.WORKED_RULE, start=3)
    expected = np.log([0.4, 0.35, 0.25])
    for tokens in ([3, 1], (3, 1), np.array([3, 1]), [np.int64(3), 1], torch.tensor([3, 1])):
        np.testing.assert_allclose(model.step(tokens), expected)
    assert model.odd is None
    model.step([1])
    assert model.odd is not None
    for wrong in (3, "31", [3.0, 1.0], None, np.array([[3, 1]])):
        with pytest.raises(TypeError, match="list of all tokens so far"):
            model.step(wrong)


def test_a_decoder_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_models, "CALLS", 50)

    def endless(step: Callable[[list[int]], Any], start: int, *_: Any) -> None:
        while True:
            step([start])

    assert "does the decoding ever end?" in WEEK.failure("check_greedy_decode_values", endless)


@pytest.mark.parametrize(
    "rule", [language_models.mixed_rule(5, 7), language_models.long_rule(40, 280, 1), decoders.WORKED_RULE]
)
def test_models_give_probabilities(rule: Callable[[tuple[int, ...]], Any]) -> None:
    for tokens in ((3,), (3, 1), (3, 2, 2), (3, 1, 2, 1)):
        assert np.isclose(np.sum(rule(tokens)), 1)
        assert np.min(rule(tokens)) > 0


def test_the_product_of_a_long_sequence_underflows() -> None:
    scene, tokens = beam_decode._long_scene()
    assert scene.model is not None
    total = scene.model.total(tokens, stop=1, max_length=len(tokens))
    assert len(tokens) == 300
    assert np.exp(total) == 0


# ----------------------------------------------------------------------------------------------- oracles


def test_oracles_agree_with_the_solutions(solutions: dict[str, Any]) -> None:
    random = np.random.default_rng(1)
    call = steps.redrawn(random, lstm_step._lstm(3, 2, 4)).required
    for ours, theirs in zip(oracles.lstm_step(*call.values()), solutions["lstm_step"](*call.values()), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)
    call = steps.redrawn(random, rnn_step._rnn(3, 2, 4)).required
    np.testing.assert_allclose(oracles.rnn_step(*call.values()), solutions["rnn_step"](*call.values()), rtol=1e-12)
    call = steps.redrawn(random, attention._attention(2, queries=3, times=4, depth=5, width=6)).required
    mask = attention._mask(2, 3, 4)
    pairs = zip(oracles.attention(*call.values(), mask), solutions["attention"](*call.values(), mask), strict=True)
    for ours, theirs in pairs:
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_a_beam_wide_enough_finds_the_best_of_all_sequences() -> None:
    import itertools

    model = language_models.Model(language_models.mixed_rule(3, 5), start=3)
    ended = [[*some] for size in range(4) for some in itertools.product((0, 1), repeat=size)]
    best = max(ended, key=lambda tokens: model.total(tokens, stop=2, max_length=3))
    assert oracles.beam(model.log_probabilities, 3, 2, 3, width=100)[0] == best


@pytest.mark.parametrize("check", [name for name in WEEK.checks if name.endswith(("_hidden", "_greedy", "_long"))])
@pytest.mark.parametrize("seeds", [range(5), pytest.param(range(200), marks=pytest.mark.slow)], ids=["few", "many"])
def test_hidden_checks_never_fail_the_reference_by_chance(
    check: str, seeds: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    WEEK.judge_reference(check, seeds, monkeypatch)


@pytest.mark.slow
def test_networks_never_fail_to_learn_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    WEEK.judge_reference("check_RowLSTM_learning", range(40), monkeypatch)
