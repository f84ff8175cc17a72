"""Checks of week 9, recurrent networks: a step of each kind, attention, an image read row by row, and decoding.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. The `step` of the
decoders is a method of `language_models.Model` that the student's code calls. Networks are made where the student's
class lives (`utils.checks.sequence_probes`). Functions that end in `_hidden` draw their cases from `rng()`.

One module a question. What they share: `naming` tells which idea went wrong, `steps` and `pairs` are for single steps
and attention, `language_models` and `decoders` for decoding.
"""

from __future__ import annotations

from utils.checks.fingerprints import Probes
from utils.checks.week09 import attention, beam_decode, greedy_decode, lstm_step, rnn_step, row_lstm
from utils.checks.week09.attention import (
    check_attention_batches_hidden,
    check_attention_context,
    check_attention_errors,
    check_attention_mask,
    check_attention_mask_hidden,
    check_attention_stable,
    check_attention_weights,
)
from utils.checks.week09.beam_decode import (
    check_beam_decode_ends,
    check_beam_decode_errors,
    check_beam_decode_greedy,
    check_beam_decode_hidden,
    check_beam_decode_long,
    check_beam_decode_values,
)
from utils.checks.week09.greedy_decode import (
    check_greedy_decode_ends,
    check_greedy_decode_errors,
    check_greedy_decode_hidden,
    check_greedy_decode_values,
)
from utils.checks.week09.lstm_step import (
    check_lstm_step_errors,
    check_lstm_step_gates,
    check_lstm_step_hidden,
    check_lstm_step_shape,
    check_lstm_step_values,
)
from utils.checks.week09.rnn_step import (
    check_rnn_step_errors,
    check_rnn_step_hidden,
    check_rnn_step_shape,
    check_rnn_step_values,
)
from utils.checks.week09.row_lstm import (
    check_RowLSTM_images,
    check_RowLSTM_learning,
    check_RowLSTM_logits,
    check_RowLSTM_rows,
)

__all__ = [
    "PROBES",
    "check_RowLSTM_images",
    "check_RowLSTM_learning",
    "check_RowLSTM_logits",
    "check_RowLSTM_rows",
    "check_attention_batches_hidden",
    "check_attention_context",
    "check_attention_errors",
    "check_attention_mask",
    "check_attention_mask_hidden",
    "check_attention_stable",
    "check_attention_weights",
    "check_beam_decode_ends",
    "check_beam_decode_errors",
    "check_beam_decode_greedy",
    "check_beam_decode_hidden",
    "check_beam_decode_long",
    "check_beam_decode_values",
    "check_greedy_decode_ends",
    "check_greedy_decode_errors",
    "check_greedy_decode_hidden",
    "check_greedy_decode_values",
    "check_lstm_step_errors",
    "check_lstm_step_gates",
    "check_lstm_step_hidden",
    "check_lstm_step_shape",
    "check_lstm_step_values",
    "check_rnn_step_errors",
    "check_rnn_step_hidden",
    "check_rnn_step_shape",
    "check_rnn_step_values",
]

PROBES: dict[str, Probes] = {
    **rnn_step.PROBES,
    **lstm_step.PROBES,
    **attention.PROBES,
    **row_lstm.PROBES,
    **greedy_decode.PROBES,
    **beam_decode.PROBES,
}
