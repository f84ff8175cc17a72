"""Checks of `lstm_step`: one step of an LSTM, and its gates wide open or shut."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from utils.checks.fingerprints import Probes
from utils.checks.report import Call, Refusal, judge_refusals, rng
from utils.checks.week09.naming import sequence_check
from utils.checks.week09.pairs import judge_pair, pair_probes
from utils.checks.week09.steps import BATCH, HIDDEN, INPUTS, eighths, redrawn, with_arrays

LSTM_PARTS = ("h", "c")


def lstm_call(x: np.ndarray, h: np.ndarray, c: np.ndarray, w_x: np.ndarray, w_h: np.ndarray, b: np.ndarray) -> Call:
    """lstm_step(x, h, c, w_x, w_h, b)"""
    return Call({"x": x, "h": h, "c": c, "w_x": w_x, "w_h": w_h, "b": b})


def _lstm(batch: int, inputs: int, hidden: int, seed: int = 1) -> Call:
    shapes = ((batch, inputs), (batch, hidden), (batch, hidden), (inputs, 4 * hidden), (hidden, 4 * hidden))
    arrays = [eighths(*shape, seed=seed + number) for number, shape in enumerate((*shapes, (4 * hidden,)))]
    return lstm_call(*arrays)


def _gated(i: float, f: float, g: float, o: float) -> Call:
    """One unit without weights: its bias alone sets the gates."""
    cells = np.array([[0.75], [-2.0]])
    nothing = np.zeros((2, 1)), np.array([[0.5], [-0.5]]), cells, np.zeros((1, 4)), np.zeros((1, 4))
    return lstm_call(*nothing, np.array([i, f, g, o]))


WORKED_LSTM = lstm_call(
    np.array([[1.0]]),
    np.array([[0.5]]),
    np.array([[2.0]]),
    np.array([[1.0, 0.0, 1.0, -1.0]]),
    np.array([[0.0, 2.0, -4.0, 2.0]]),
    np.array([0.0, 1.0, 0.0, 1.5]),
)
GATE = 40.0
_LSTM = _lstm(3, 2, 4)
LSTM_REFUSALS: list[Refusal] = [
    (with_arrays(_LSTM, x=eighths(3, 5)), INPUTS, "w_x (D, 4H) needs rows x of D numbers"),
    (with_arrays(_LSTM, w_x=eighths(3, 16)), INPUTS, "w_x (D, 4H) needs rows x of D numbers"),
    (with_arrays(_LSTM, w_x=eighths(2, 12)), HIDDEN, "w_x must have shape (D, 4H): four gates"),
    (with_arrays(_LSTM, w_h=eighths(4, 4)), HIDDEN, "w_h must have shape (H, 4H): four gates"),
    (with_arrays(_LSTM, b=eighths(1)), HIDDEN, "b must have shape (4H,)"),
    (with_arrays(_LSTM, b=eighths(4)), HIDDEN, "b must have shape (4H,)"),
    (with_arrays(_LSTM, c=eighths(3, 1)), HIDDEN, "h and c must have the same shape (N, H)"),
    (with_arrays(_LSTM, c=eighths(1, 4)), BATCH, "x, h and c must have one row per sequence"),
    (with_arrays(_LSTM, h=eighths(1, 4)), BATCH, "x, h and c must have one row per sequence"),
]


def check_lstm_step_shape(lstm_step: Any) -> None:
    """A pair of arrays (N, H)."""
    check = sequence_check("lstm_step", lstm_step, PROBES, visible=True)
    for batch, inputs, hidden in ((2, 3, 4), (1, 5, 2), (4, 4, 4)):
        shapes = [(batch, hidden)] * 2
        judge_pair(check, _lstm(batch, inputs, hidden), (None, None), LSTM_PARTS, shapes=shapes)
    check.finish("a pair (h, c) of shapes (N, H)")


def check_lstm_step_values(lstm_step: Any) -> None:
    """The worked example, and one sequence with two units."""
    from utils.checks import oracles_week09 as oracles

    check = sequence_check("lstm_step", lstm_step, PROBES, visible=True)
    judge_pair(check, WORKED_LSTM, (np.array([[0.682773]]), np.array([[1.204824]])), LSTM_PARTS)
    two = _lstm(1, 1, 2)  # with two units it matters which columns are a gate's
    judge_pair(check, two, oracles.lstm_step(*two.required.values()), LSTM_PARTS)
    check.finish()


def check_lstm_step_hidden(lstm_step: Any) -> None:
    """Random sizes and numbers in both precisions; three steps in a row."""
    from utils.checks import oracles_week09 as oracles

    random = rng()
    check = sequence_check("lstm_step", lstm_step, PROBES)
    sizes = [tuple(int(size) for size in random.integers(1, 6, 3)), (4, 4, 4), (1, 3, 2), (5, 2, 3)]
    for batch, inputs, hidden in sizes:
        for dtype in ("float64", "float32"):
            call = redrawn(random, _lstm(batch, inputs, hidden)).astype(dtype)
            expected = [array.astype(dtype) for array in oracles.lstm_step(*call.required.values())]
            judge_pair(check, call, expected, LSTM_PARTS, dtype=True)
    call = redrawn(random, _lstm(2, 3, 4))
    for _ in range(3):
        h, c = oracles.lstm_step(*call.required.values())
        judge_pair(check, call, (h, c), LSTM_PARTS)
        call = with_arrays(call, x=random.normal(size=(2, 3)), h=h, c=c)
    check.finish()


def check_lstm_step_gates(lstm_step: Any) -> None:
    """Gates that are wide open or shut keep the cell, erase it, overwrite it, or hide it."""
    check = sequence_check("lstm_step", lstm_step, PROBES, visible=True)
    kept, gone = np.array([[0.75], [-2.0]]), np.zeros((2, 1))
    new = np.full((2, 1), math.tanh(0.5))
    for what, gates, cells in (
        ("the cell is kept", (-GATE, GATE, 0.5, GATE), kept),
        ("the cell is erased", (-GATE, -GATE, 0.5, GATE), gone),
        ("the cell is overwritten", (GATE, -GATE, 0.5, GATE), new),
        ("the cell is added to", (GATE, GATE, 0.5, GATE), kept + new),
    ):
        judge_pair(check, _gated(*gates), (np.tanh(cells), cells), LSTM_PARTS)
        check.show(f"i, f, g, o from {gates}: {what}")
    judge_pair(check, _gated(GATE, GATE, 0.5, -GATE), (gone, kept + new), LSTM_PARTS)
    check.show("the output gate shut: h is 0, the cell is not")
    judge_pair(check, _gated(-1e3, 1e3, 1e3, 1e3), (np.tanh(kept), kept), LSTM_PARTS, stage="edge cases")
    judge_pair(check, _gated(1e3, -1e3, -1e3, 1e3), (np.tanh(gone - 1), gone - 1), LSTM_PARTS, stage="edge cases")
    check.finish("the gates do what they are for")


def check_lstm_step_errors(lstm_step: Any) -> None:
    """Shapes that do not fit, also those that NumPy would stretch in silence."""
    judge_refusals(sequence_check("lstm_step", lstm_step, PROBES, visible=True), LSTM_REFUSALS, _LSTM)


PROBES: dict[str, Probes] = {
    "lstm_step": pair_probes(
        [_lstm(2, 3, 4), _lstm(3, 3, 3, seed=9), WORKED_LSTM],
        errors=[(call, names) for call, names, _ in LSTM_REFUSALS],
        more={"gates": [_gated(-1e3, 1e3, 1e3, 1e3), _gated(1e3, -1e3, -1e3, 1e3)]},
    )
}
