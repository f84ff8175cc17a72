"""Checks of `rnn_step`: one step of a plain recurrent network."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.fingerprints import Probes, call_probes
from utils.checks.report import Call, Refusal, judge_refusals, rng
from utils.checks.week09.naming import sequence_check
from utils.checks.week09.steps import BATCH, HIDDEN, INPUTS, eighths, redrawn, with_arrays


def rnn_call(x: np.ndarray, h: np.ndarray, w_x: np.ndarray, w_h: np.ndarray, b: np.ndarray) -> Call:
    """rnn_step(x, h, w_x, w_h, b)"""
    return Call({"x": x, "h": h, "w_x": w_x, "w_h": w_h, "b": b})


def _rnn(batch: int, inputs: int, hidden: int, seed: int = 1) -> Call:
    shapes = ((batch, inputs), (batch, hidden), (inputs, hidden), (hidden, hidden), (hidden,))
    return rnn_call(*(eighths(*shape, seed=seed + number) for number, shape in enumerate(shapes)))


WORKED_RNN = rnn_call(
    np.array([[1.0, 2.0]]),
    np.array([[0.5, -1.0]]),
    np.array([[0.5, -0.5], [0.25, 0.0]]),
    np.array([[1.0, 0.0], [0.5, -1.0]]),
    np.array([0.0, 0.25]),
)
_STEP = _rnn(3, 2, 4)
RNN_REFUSALS: list[Refusal] = [
    (with_arrays(_STEP, x=eighths(3, 5)), INPUTS, "w_x (D, H) needs rows x of D numbers"),
    (with_arrays(_STEP, w_x=eighths(3, 4)), INPUTS, "w_x (D, H) needs rows x of D numbers"),
    (with_arrays(_STEP, w_x=eighths(2, 1)), HIDDEN, "w_x must have shape (D, H)"),
    (with_arrays(_STEP, w_h=eighths(4, 3)), HIDDEN, "w_h must have shape (H, H)"),
    (with_arrays(_STEP, b=eighths(1)), HIDDEN, "b must have shape (H,)"),
    (with_arrays(_STEP, b=eighths(3)), HIDDEN, "b must have shape (H,)"),
    (with_arrays(_STEP, h=eighths(1, 4)), BATCH, "x and h must have one row per sequence"),
]


def check_rnn_step_shape(rnn_step: Any) -> None:
    """Shapes (N, H) for several N, D and H; float32 stays float32."""
    check = sequence_check("rnn_step", rnn_step, PROBES, visible=True)
    for batch, inputs, hidden in ((2, 3, 4), (1, 5, 2), (4, 4, 4)):
        check.shape(_rnn(batch, inputs, hidden), (batch, hidden))
    check.finish("shapes (N, H)")


def check_rnn_step_values(rnn_step: Any) -> None:
    """The worked example, and the same for a second sequence that starts from nothing."""
    check = sequence_check("rnn_step", rnn_step, PROBES, visible=True)
    check.array(WORKED_RNN, [[0.761594, 0.635149]])
    both = with_arrays(WORKED_RNN, x=np.array([[1.0, 2.0], [0.0, 0.0]]), h=np.array([[0.5, -1.0], [0.0, 0.0]]))
    check.array(both, [[0.761594, 0.635149], [0.0, 0.244919]])
    check.finish()


def check_rnn_step_hidden(rnn_step: Any) -> None:
    """Random sizes and numbers in both precisions, as many rows as units, and sums far out."""
    from utils.checks import oracles_week09 as oracles

    random = rng()
    check = sequence_check("rnn_step", rnn_step, PROBES)
    sizes = [tuple(int(size) for size in random.integers(1, 7, 3)), (3, 3, 3), (1, 4, 2), (5, 2, 6)]
    for batch, inputs, hidden in sizes:
        for dtype in ("float64", "float32"):
            call = redrawn(random, _rnn(batch, inputs, hidden)).astype(dtype)
            check.array(call, oracles.rnn_step(*call.required.values()).astype(dtype), dtype=True)
    far = with_arrays(_rnn(3, 2, 4), b=np.array([400.0, -400, 900, -900]))
    check.array(far, oracles.rnn_step(*far.required.values()), stage="edge cases")
    check.finish()


def check_rnn_step_errors(rnn_step: Any) -> None:
    """Shapes that do not fit, also those that NumPy would stretch in silence."""
    judge_refusals(sequence_check("rnn_step", rnn_step, PROBES, visible=True), RNN_REFUSALS, _STEP)


PROBES: dict[str, Probes] = {
    "rnn_step": call_probes(
        [WORKED_RNN, _rnn(2, 3, 4), _rnn(3, 3, 3, seed=9)],
        floats=[_rnn(2, 2, 2, seed=20)],
        errors=[(call, names) for call, names, _ in RNN_REFUSALS],
    )
}
