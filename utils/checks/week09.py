"""Checks of week 9, recurrent networks: a step of each kind, attention, an image read row by row, and decoding.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. The `step` of the
decoders is a function of this module that the student's code calls. Networks are made where the student's class lives
(`utils.checks.sequence_probes`). Functions that end in `_hidden` draw their cases from `rng()`.
"""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from utils.checks import sequence_probes as probes
from utils.checks.fingerprints import NOTHING, Probes, call_probes, name_idea, token
from utils.checks.probe import probe
from utils.checks.report import Call, Check, as_array, describe, rng, run
from utils.checks.week01 import Refusal, integers
from utils.checks.week04 import Scene, beside, plain

Function = Callable[..., Any]
LATER = ("dtype", "mutation", "errors")  # aspects that do not explain wrong values


def _check(question: str, answer: Any, *, visible: bool = False) -> Check:
    def look_up(aspects: Sequence[str]) -> Any:
        rest = [aspect for aspect in PROBES[question] if aspect not in LATER] if "values" in aspects else []
        return name_idea(question, answer, PROBES[question], [*aspects, *rest])

    return Check(question, answer, visible=visible, name_idea=look_up)


def _refuse(question: str, answer: Any, refusals: Iterable[Refusal], allowed: Call) -> None:
    check = _check(question, answer, visible=True)
    check.accepts(allowed)
    for call, names, because in refusals:
        check.raises(call, names, because)
    check.finish("refuses what cannot be right")


def eighths(*shape: int, seed: int = 1) -> np.ndarray:
    """Fixed numbers between -1 and 1 without symmetry: small enough for tanh and the sigmoid not to be flat."""
    return integers(*shape, seed=seed) / 8


# ------------------------------------------------------------------------------------------- rnn_step


def rnn_call(x: np.ndarray, h: np.ndarray, w_x: np.ndarray, w_h: np.ndarray, b: np.ndarray) -> Call:
    """rnn_step(x, h, w_x, w_h, b)"""
    return Call({"x": x, "h": h, "w_x": w_x, "w_h": w_h, "b": b})


def _rnn(batch: int, inputs: int, hidden: int, seed: int = 1) -> Call:
    shapes = ((batch, inputs), (batch, hidden), (inputs, hidden), (hidden, hidden), (hidden,))
    return rnn_call(*(eighths(*shape, seed=seed + number) for number, shape in enumerate(shapes)))


def _with(call: Call, **arguments: np.ndarray) -> Call:
    return Call({**call.required, **arguments}, call.options)


WORKED_RNN = rnn_call(
    np.array([[1.0, 2.0]]),
    np.array([[0.5, -1.0]]),
    np.array([[0.5, -0.5], [0.25, 0.0]]),
    np.array([[1.0, 0.0], [0.5, -1.0]]),
    np.array([0.0, 0.25]),
)
INPUTS, HIDDEN, BATCH = ("x", "w_x"), ("h", "c", "w_h", "w_x", "b"), ("x", "h", "c")
_STEP = _rnn(3, 2, 4)
RNN_REFUSALS: list[Refusal] = [
    (_with(_STEP, x=eighths(3, 5)), INPUTS, "w_x (D, H) needs rows x of D numbers"),
    (_with(_STEP, w_x=eighths(3, 4)), INPUTS, "w_x (D, H) needs rows x of D numbers"),
    (_with(_STEP, w_x=eighths(2, 1)), HIDDEN, "w_x must have shape (D, H)"),
    (_with(_STEP, w_h=eighths(4, 3)), HIDDEN, "w_h must have shape (H, H)"),
    (_with(_STEP, b=eighths(1)), HIDDEN, "b must have shape (H,)"),
    (_with(_STEP, b=eighths(3)), HIDDEN, "b must have shape (H,)"),
    (_with(_STEP, h=eighths(1, 4)), BATCH, "x and h must have one row per sequence"),
]


def check_rnn_step_shape(rnn_step: Any) -> None:
    """Shapes (N, H) for several N, D and H; float32 stays float32."""
    check = _check("rnn_step", rnn_step, visible=True)
    for batch, inputs, hidden in ((2, 3, 4), (1, 5, 2), (4, 4, 4)):
        check.shape(_rnn(batch, inputs, hidden), (batch, hidden))
    check.finish("shapes (N, H)")


def check_rnn_step_values(rnn_step: Any) -> None:
    """The worked example, and the same for a second sequence that starts from nothing."""
    check = _check("rnn_step", rnn_step, visible=True)
    check.array(WORKED_RNN, [[0.761594, 0.635149]])
    both = _with(WORKED_RNN, x=np.array([[1.0, 2.0], [0.0, 0.0]]), h=np.array([[0.5, -1.0], [0.0, 0.0]]))
    check.array(both, [[0.761594, 0.635149], [0.0, 0.244919]])
    check.finish()


def check_rnn_step_hidden(rnn_step: Any) -> None:
    """Random sizes and numbers in both precisions, as many rows as units, and sums far out."""
    from utils.checks import oracles_week09 as oracles

    random = rng()
    check = _check("rnn_step", rnn_step)
    sizes = [tuple(int(size) for size in random.integers(1, 7, 3)), (3, 3, 3), (1, 4, 2), (5, 2, 6)]
    for batch, inputs, hidden in sizes:
        for dtype in ("float64", "float32"):
            call = _draw(random, _rnn(batch, inputs, hidden)).astype(dtype)
            check.array(call, oracles.rnn_step(*call.required.values()).astype(dtype), dtype=True)
    far = _with(_rnn(3, 2, 4), b=np.array([400.0, -400, 900, -900]))
    check.array(far, oracles.rnn_step(*far.required.values()), stage="edge cases")
    check.finish()


def _draw(random: np.random.Generator, call: Call) -> Call:
    """The same shapes with random numbers."""
    return Call({name: random.normal(size=np.shape(array)) for name, array in call.required.items()}, call.options)


def check_rnn_step_errors(rnn_step: Any) -> None:
    """Shapes that do not fit, also those that NumPy would stretch in silence."""
    _refuse("rnn_step", rnn_step, RNN_REFUSALS, _STEP)


# ------------------------------------------------------------------------------------------ lstm_step

LSTM_PARTS = ("h", "c")


@dataclass(frozen=True)
class Part(Call):
    """A call of which one of the returned arrays is looked at."""

    part: str = ""

    def describe(self, name: str) -> str:
        """The call and the part."""
        return f"{super().describe(name)}, its {self.part}"


def _parts(value: Any) -> list[Any] | None:
    """The two arrays of a returned pair; None when it is none."""
    pair = isinstance(value, (tuple, list)) or (isinstance(value, np.ndarray) and value.ndim > 0)
    return list(value) if pair and len(value) == 2 else None


def _paired(function: Function) -> Function:
    """The same function with its pair as a dict, which tokens of fingerprints can read when the shapes differ."""

    def paired(*args: Any, **kwargs: Any) -> Any:
        value = function(*args, **kwargs)
        parts = _parts(value)
        return value if parts is None else {"0": parts[0], "1": parts[1]}

    return paired


def _pair_probes(
    values: Sequence[Call], *, errors: Sequence[tuple[Call, Sequence[str]]], more: Mapping[str, Sequence[Call]]
) -> Probes:
    """Probes of a function that returns a pair: values, further values by aspect, precision, mutation and errors."""
    made = call_probes(values, errors=errors)
    looks = {"values": made["values"]}
    looks |= {aspect: call_probes(calls)["values"] for aspect, calls in more.items()}
    looks |= {aspect: made[aspect] for aspect in ("mutation", "errors")}
    pairs: dict[str, Callable[[Function], list[str]]] = {
        aspect: functools.partial(_probe_pair, look) for aspect, look in looks.items()
    }
    return {**pairs, "dtype": functools.partial(_precisions, values[:1])}


def _probe_pair(look: Callable[[Function], list[str]], function: Function) -> list[str]:
    return look(_paired(function))


def _precisions(calls: Sequence[Call], function: Function) -> list[str]:
    tokens = []
    for call in calls:
        for dtype in ("float32", "float64"):
            parts = _parts(run(function, call.astype(dtype)).value)
            arrays = [part for part in parts or [] if isinstance(part, np.ndarray)]
            tokens.append(" ".join(array.dtype.name for array in arrays) or NOTHING + "no arrays")
    return tokens


def _pair(
    check: Check,
    call: Call,
    expected: Sequence[np.ndarray | None],
    names: Sequence[str],
    *,
    stage: str = "values",
    dtype: bool = False,
    shapes: Sequence[tuple[int, ...]] | None = None,
) -> None:
    """The call must return a pair; of each part with an expected array its values are compared, else its shape."""
    outcome = check.attempt(call, stage if shapes is None else "shape")
    if outcome is None:
        return
    parts = _parts(outcome.value)
    if parts is None:
        lines = [("yours", describe(outcome.value)), ("expected", f"a pair ({', '.join(names)})")]
        check.find("shape", "wrong kind of answer", lines, call=call, aspects=("values",))
        return
    for number, (name, part) in enumerate(zip(names, parts, strict=True)):
        of_part = Part(call.required, call.options, part=name)
        want = expected[number]
        if want is not None:
            check.compare(of_part, part, want, stage=stage, dtype=dtype)
        elif shapes is not None:
            _shape(check, of_part, part, shapes[number])


def _shape(check: Check, call: Call, value: Any, expected: tuple[int, ...]) -> None:
    array = as_array(value)
    if array is None:
        lines = [("yours", describe(value)), ("expected", f"an array of numbers of shape {expected}")]
        check.find("shape", "wrong kind of answer", lines, call=call, aspects=("values",))
    elif array.shape != expected:
        lines = [("shape", f"{array.shape}, expected {expected}")]
        check.find("shape", "wrong shape", lines, call=call, aspects=("values",))
    else:
        check.show(f"{call.describe(check.question)} -> shape {array.shape}")


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
    (_with(_LSTM, x=eighths(3, 5)), INPUTS, "w_x (D, 4H) needs rows x of D numbers"),
    (_with(_LSTM, w_x=eighths(3, 16)), INPUTS, "w_x (D, 4H) needs rows x of D numbers"),
    (_with(_LSTM, w_x=eighths(2, 12)), HIDDEN, "w_x must have shape (D, 4H): four gates"),
    (_with(_LSTM, w_h=eighths(4, 4)), HIDDEN, "w_h must have shape (H, 4H): four gates"),
    (_with(_LSTM, b=eighths(1)), HIDDEN, "b must have shape (4H,)"),
    (_with(_LSTM, b=eighths(4)), HIDDEN, "b must have shape (4H,)"),
    (_with(_LSTM, c=eighths(3, 1)), HIDDEN, "h and c must have the same shape (N, H)"),
    (_with(_LSTM, c=eighths(1, 4)), BATCH, "x, h and c must have one row per sequence"),
    (_with(_LSTM, h=eighths(1, 4)), BATCH, "x, h and c must have one row per sequence"),
]


def check_lstm_step_shape(lstm_step: Any) -> None:
    """A pair of arrays (N, H)."""
    check = _check("lstm_step", lstm_step, visible=True)
    for batch, inputs, hidden in ((2, 3, 4), (1, 5, 2), (4, 4, 4)):
        shapes = [(batch, hidden)] * 2
        _pair(check, _lstm(batch, inputs, hidden), (None, None), LSTM_PARTS, shapes=shapes)
    check.finish("a pair (h, c) of shapes (N, H)")


def check_lstm_step_values(lstm_step: Any) -> None:
    """The worked example, and one sequence with two units."""
    from utils.checks import oracles_week09 as oracles

    check = _check("lstm_step", lstm_step, visible=True)
    _pair(check, WORKED_LSTM, (np.array([[0.682773]]), np.array([[1.204824]])), LSTM_PARTS)
    two = _lstm(1, 1, 2)  # with two units it matters which columns are a gate's
    _pair(check, two, oracles.lstm_step(*two.required.values()), LSTM_PARTS)
    check.finish()


def check_lstm_step_hidden(lstm_step: Any) -> None:
    """Random sizes and numbers in both precisions; three steps in a row."""
    from utils.checks import oracles_week09 as oracles

    random = rng()
    check = _check("lstm_step", lstm_step)
    sizes = [tuple(int(size) for size in random.integers(1, 6, 3)), (4, 4, 4), (1, 3, 2), (5, 2, 3)]
    for batch, inputs, hidden in sizes:
        for dtype in ("float64", "float32"):
            call = _draw(random, _lstm(batch, inputs, hidden)).astype(dtype)
            expected = [array.astype(dtype) for array in oracles.lstm_step(*call.required.values())]
            _pair(check, call, expected, LSTM_PARTS, dtype=True)
    call = _draw(random, _lstm(2, 3, 4))
    for _ in range(3):
        h, c = oracles.lstm_step(*call.required.values())
        _pair(check, call, (h, c), LSTM_PARTS)
        call = _with(call, x=random.normal(size=(2, 3)), h=h, c=c)
    check.finish()


def check_lstm_step_gates(lstm_step: Any) -> None:
    """Gates that are wide open or shut keep the cell, erase it, overwrite it, or hide it."""
    check = _check("lstm_step", lstm_step, visible=True)
    kept, gone = np.array([[0.75], [-2.0]]), np.zeros((2, 1))
    new = np.full((2, 1), math.tanh(0.5))
    for what, gates, cells in (
        ("the cell is kept", (-GATE, GATE, 0.5, GATE), kept),
        ("the cell is erased", (-GATE, -GATE, 0.5, GATE), gone),
        ("the cell is overwritten", (GATE, -GATE, 0.5, GATE), new),
        ("the cell is added to", (GATE, GATE, 0.5, GATE), kept + new),
    ):
        _pair(check, _gated(*gates), (np.tanh(cells), cells), LSTM_PARTS)
        check.show(f"i, f, g, o from {gates}: {what}")
    _pair(check, _gated(GATE, GATE, 0.5, -GATE), (gone, kept + new), LSTM_PARTS)
    check.show("the output gate shut: h is 0, the cell is not")
    _pair(check, _gated(-1e3, 1e3, 1e3, 1e3), (np.tanh(kept), kept), LSTM_PARTS, stage="edge cases")
    _pair(check, _gated(1e3, -1e3, -1e3, 1e3), (np.tanh(gone - 1), gone - 1), LSTM_PARTS, stage="edge cases")
    check.finish("the gates do what they are for")


def check_lstm_step_errors(lstm_step: Any) -> None:
    """Shapes that do not fit, also those that NumPy would stretch in silence."""
    _refuse("lstm_step", lstm_step, LSTM_REFUSALS, _LSTM)


# ------------------------------------------------------------------------------------------ attention

ATTENTION_PARTS = ("context", "weights")


def attention_call(query: np.ndarray, keys: np.ndarray, values: np.ndarray, **options: Any) -> Call:
    """attention(query, keys, values, ...)"""
    return Call({"query": query, "keys": keys, "values": values}, options)


def _attention(*batch: int, queries: int, times: int, depth: int, width: int, seed: int = 1) -> Call:
    shapes = ((*batch, queries, depth), (*batch, times, depth), (*batch, times, width))
    return attention_call(*(eighths(*shape, seed=seed + number) for number, shape in enumerate(shapes)))


def _mask(*shape: int, seed: int = 1) -> np.ndarray:
    """A fixed mask in which every query may look at something, and not at all."""
    open_ = integers(*shape, seed=seed) > 0
    open_[..., 0] = ~open_.any(axis=-1) | (open_[..., 0] & ~open_[..., 1:].all(axis=-1))
    return open_


WORKED_QUERY = np.array([[2.0, 0.0, 0.0, 0.0]])
WORKED_KEYS = np.array([[math.log(2.0), 1, 0, 0], [0.0, 2, 1, 1], [math.log(5.0), 0, 1, -1]])
WORKED_VALUES = np.array([[8.0, 0.0], [0.0, 8.0], [16.0, 4.0]])
WORKED_ATTENTION = attention_call(WORKED_QUERY, WORKED_KEYS, WORKED_VALUES)
_LOOK = _attention(2, queries=2, times=3, depth=4, width=5)
KEYS_FIT, LENGTH = ("query", "key"), ("key", "value")
ATTENTION_REFUSALS: list[Refusal] = [
    (_with(_LOOK, query=eighths(2, 2, 3)), KEYS_FIT, "a query and a key must have the same length d"),
    (_with(_LOOK, keys=eighths(2, 3, 6)), KEYS_FIT, "a query and a key must have the same length d"),
    (_with(_LOOK, values=eighths(2, 4, 5)), LENGTH, "each key needs its value"),
    (_with(_LOOK, values=eighths(2, 1, 5)), LENGTH, "each key needs its value"),
    (
        Call(_LOOK.required, {"mask": np.ones((2, 2, 4), bool)}),
        ("mask",),
        "the mask must have the shape (2, 2, 3) of the weights",
    ),
    (
        Call(_LOOK.required, {"mask": np.ones((2, 3, 2), bool)}),
        ("mask",),
        "the mask must have the shape (2, 2, 3) of the weights",
    ),
]


def _expected(call: Call, dtype: str = "float64") -> list[np.ndarray]:
    from utils.checks import oracles_week09 as oracles

    found = oracles.attention(*call.required.values(), **call.options)
    return [array.astype(dtype) for array in found]


def _only(expected: Sequence[np.ndarray], part: str) -> list[np.ndarray | None]:
    return [array if name == part else None for name, array in zip(ATTENTION_PARTS, expected, strict=True)]


def check_attention_weights(attention: Any) -> None:
    """The weights of the worked example, and of three queries over four keys."""
    check = _check("attention", attention, visible=True)
    weights = np.array([[0.25, 0.125, 0.625]])
    _pair(check, WORKED_ATTENTION, (None, weights), ATTENTION_PARTS)
    more = _attention(queries=3, times=4, depth=2, width=5)
    _pair(check, more, _only(_expected(more), "weights"), ATTENTION_PARTS)
    check.finish("the weights")


def check_attention_context(attention: Any) -> None:
    """The context of the worked example, and of three queries over four keys."""
    check = _check("attention", attention, visible=True)
    _pair(check, WORKED_ATTENTION, (np.array([[12.0, 3.5]]), None), ATTENTION_PARTS)
    more = _attention(queries=3, times=4, depth=2, width=5)
    _pair(check, more, _only(_expected(more), "context"), ATTENTION_PARTS)
    check.finish("the context")


def check_attention_batches_hidden(attention: Any) -> None:
    """Random numbers with no, one and two axes of a batch, in both precisions."""
    random = rng()
    check = _check("attention", attention)
    for batch, (queries, times, depth, width) in (
        ((), random.integers(1, 6, 4)),
        ((3,), (2, 5, 4, 1)),
        ((2,), (4, 4, 4, 4)),
        ((4,), (4, 4, 4, 4)),
        ((2, 3), (1, 4, 3, 2)),
        ((1, 2), (3, 1, 2, 2)),
    ):
        call = _attention(*batch, queries=int(queries), times=int(times), depth=int(depth), width=int(width))
        for dtype in ("float64", "float32"):
            drawn = _draw(random, call).astype(dtype)
            _pair(check, drawn, _expected(drawn, dtype), ATTENTION_PARTS, dtype=True)
    check.finish("batches as expected")


def check_attention_mask(attention: Any) -> None:
    """Hidden keys have weight 0, the others share 1; with a batch, with a triangle, and with nothing hidden."""
    check = _check("attention", attention, visible=True)
    hidden = Call(WORKED_ATTENTION.required, {"mask": np.array([[True, True, False]])})
    _pair(check, hidden, (np.array([[16 / 3, 8 / 3]]), np.array([[2 / 3, 1 / 3, 0]])), ATTENTION_PARTS)
    plain_call = _attention(2, queries=3, times=4, depth=2, width=2)
    triangle = _attention(queries=4, times=4, depth=3, width=2)
    for call, mask in (
        (plain_call, _mask(2, 3, 4)),
        (triangle, np.tril(np.ones((4, 4), bool))),
        (plain_call, np.ones((2, 3, 4), bool)),
    ):
        masked = Call(call.required, {"mask": mask})
        _pair(check, masked, _expected(masked), ATTENTION_PARTS)
    check.finish("hidden keys count for nothing")


def check_attention_mask_hidden(attention: Any) -> None:
    """Random masks, random numbers."""
    random = rng()
    check = _check("attention", attention)
    for batch in ((), (3,), (2, 2)):
        call = _draw(random, _attention(*batch, queries=3, times=5, depth=4, width=2))
        mask = random.random((*batch, 3, 5)) < 0.5
        mask[..., int(random.integers(5))] = True
        masked = Call(call.required, {"mask": mask})
        _pair(check, masked, _expected(masked), ATTENTION_PARTS)
    check.finish("hidden keys count for nothing")


_FAR = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])


def _far_calls() -> list[Call]:
    """Scores of many thousands up and down, close together, or small beside large; then the largest of them hidden."""
    far = attention_call(100 * _FAR[:3], 200 * _FAR, eighths(4, 3))
    low = attention_call(np.array([[100.0, 0.0]]), np.array([[-150.0, 1.0], [-150.0, 2.0]]), eighths(2, 2))
    close = attention_call(np.array([[100.0], [1.0]]), np.array([[50.0], [50.01], [50.02]]), eighths(3, 2))
    mask = np.array([[False, True, True, False], [True, False, True, True], [True, True, False, False]])
    return [far, low, close, Call(far.required, {"mask": mask})]


def check_attention_stable(attention: Any) -> None:
    """Scores in the thousands give weights, not nan; a hidden key may have the largest of them."""
    check = _check("attention", attention, visible=True)
    *plain_calls, hidden = _far_calls()
    for call in plain_calls:
        _pair(check, call, _expected(call), ATTENTION_PARTS)
    if _masks(attention):  # else the mask itself is what is wrong, which has a point of its own
        _pair(check, hidden, _expected(hidden), ATTENTION_PARTS)
    check.finish("no overflow")


def _masks(attention: Any) -> bool:
    """Whether hidden keys have no weight, and the others share 1, when all scores are small."""
    call = Call(_LOOK.required, {"mask": _mask(2, 2, 3)})
    parts = _parts(run(attention, call).value) if callable(attention) else None
    weights, expected = as_array(parts[1]) if parts else None, _expected(call)[1]
    return weights is not None and weights.shape == expected.shape and bool(np.allclose(weights, expected, atol=1e-4))


def check_attention_errors(attention: Any) -> None:
    """Lengths that do not fit."""
    _refuse("attention", attention, ATTENTION_REFUSALS, _LOOK)


# -------------------------------------------------------------------------------------------- RowLSTM

ROW_ASPECTS = ("properties",)
PHRASES = (
    "must be an nn.Module",
    "Expected input to be 2D or 3D",
    "must match",
    "input.size(-1) must be equal to input_size",
    "mat1 and mat2",
    "does not require grad",
    "must be Tensor, not tuple",
    "Expected target size",
    "invalid for input of size",
    "only batches of spatial targets supported",
)


def _row_images(count: int, seed: int = 5) -> np.ndarray:
    """Images (N, 1, 28, 28) with ink on about a third of their pixels."""
    drawn = np.random.default_rng(seed).random((count, *probes.IMAGE))
    return np.where(drawn < 0.35, drawn / 0.35, 0).astype(np.float32)


def _ask(check: Check, prober: Function, answer: Any, scene: Scene, stage: str = "values") -> Any:
    """What the probe returns; None when the student's code raised, which is then a finding."""
    if not callable(answer):
        return None
    check.function = functools.partial(probe, prober, answer)
    outcome = run(check.function, scene)
    if isinstance(outcome.error, NotImplementedError):
        check.not_written()
    elif outcome.error is not None:
        said = " ".join(str(outcome.error).split())
        lines = [("it raised", f"{type(outcome.error).__name__}: {said}"[:160])]
        check.find(stage, "stopped by an exception", lines, call=scene, aspects=ROW_ASPECTS)
    else:
        check.calls += 1
        return outcome.value
    return None


def _trouble(error: BaseException | None) -> str:
    """An exception as a token of a fingerprint; recognisable only by what PyTorch says of well-known mistakes."""
    kind = next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
    said = [phrase for phrase in PHRASES if phrase in str(error)]
    return f"raised {kind}: {said[0]}" if said else NOTHING + kind


def _logits(value: Any) -> list[np.ndarray | None]:
    """Logits of each batch as an array; None where they are no array of numbers."""
    answers = value if isinstance(value, (list, tuple)) else []
    return [as_array(plain(answer)) for answer in answers]


def _scene(batches: Sequence[np.ndarray], text: str, *, spread: float = 0.2, seeded: bool = False) -> Scene:
    arguments = {"batches": [np.array(images) for images in batches], "spread": spread, "seeded": seeded}
    return Scene(arguments, text=text)


SHAPE_SCENE = _scene(
    [_row_images(5), _row_images(1), _row_images(2)],
    "RowLSTM()(x) with x (5, 1, 28, 28), (1, ...), (2, ...), large random weights",
    spread=1.0,
)
_FIVE = _row_images(5)
IMAGES_SCENE = _scene(
    [_FIVE, *(_FIVE[i : i + 1] for i in range(5)), _FIVE[::-1], _FIVE],
    "model(x (5, 1, 28, 28)), then each image alone, all in another order, and all again",
)
SEEDED_SCENE = _scene(IMAGES_SCENE.required["batches"], IMAGES_SCENE.text, seeded=True)
ORDER_SCENE = _scene([_FIVE, _FIVE[:, :, ::-1], _FIVE[..., ::-1]], "model(x), model(x with its rows in reverse)")


def _limited(logits: np.ndarray) -> str:
    """What the answers are when something keeps them from being any numbers."""
    if logits.min() >= 0:
        return "probabilities" if np.allclose(logits.sum(axis=1), 1, atol=1e-4) else "numbers that are never negative"
    if logits.max() <= 0 and np.allclose(np.exp(logits).sum(axis=1), 1, atol=1e-4):
        return "logarithms of probabilities"
    return "numbers between -1 and 1" if np.abs(logits).max() <= 1 else ""


def _shape_tokens(kind: Function) -> list[str]:
    outcome = beside(probes.row_logits, kind, SHAPE_SCENE)
    if outcome.error is not None:
        return [_trouble(outcome.error)]
    value = outcome.value if isinstance(outcome.value, list) else []
    return [
        type(plain(raw)).__name__ if array is None else f"{array.shape} {_range_of(array)}"
        for raw, array in zip(value, _logits(value), strict=True)
    ]


def _range_of(logits: np.ndarray) -> str:
    if logits.ndim != 2 or not np.isfinite(logits).all():
        return "other"
    return _limited(logits) + (" up to 1" if logits.min() >= 0 and logits.max() <= 1 else "")


def _reading_tokens(kind: Function) -> list[str]:
    outcome = beside(probes.row_reading, kind, Call())
    if outcome.error is not None:
        return [_trouble(outcome.error)]
    value = outcome.value
    if _reading_fault(value) is None:  # dense layers behind the LSTM may meet ink in many ways
        return ["row by row"]
    seen = "".join("x" if row else "-" for row in (*value["rows"], *value["columns"]))
    return [seen, *sorted({f"{len(shape)} {one_set} {apart}" for _, shape, one_set, apart, _ in value["weights"]})]


def _no_lstm(inventory: Mapping[str, Any], reading: Mapping[str, Any]) -> str:
    """Why a network that reads row by row is no LSTM; empty when it is one, or may be one of the student's own."""
    if inventory["no lstm"]:
        return f"recurrent modules: {', '.join(inventory['cells'])}"
    own = not inventory["cells"] and reading["weights"]
    if own and not any(gated for *_, gated in reading["weights"]):
        return "all weights count for the first row; a forget gate has nothing to forget there, the cell is empty"
    return ""


def _inventory_tokens(kind: Function, reading: Mapping[str, Any] | None) -> list[str]:
    """What learns; the cells by name when they are none of an LSTM, or when rows are not what is read."""
    outcome = beside(probes.row_inventory, kind, Call())
    if outcome.error is not None:
        return [_trouble(outcome.error)]
    rows = outcome.value["parameters"]
    matrices = sum(len(shape) > 1 for _, shape, _, _ in rows)
    frozen, unreached = sum(not learns for *_, learns, _ in rows), sum(not reached for *_, reached in rows)
    idle = f"{frozen} frozen, {unreached} unreached" if unreached else "all learn"
    few = f"{matrices} matrices" if matrices < 3 else "matrices"
    reads = reading is not None and _reading_fault(reading) is None
    lstm = reads and reading is not None and not _no_lstm(outcome.value, reading)
    cells = "" if lstm else f"cells: {' '.join(sorted(set(outcome.value['cells'])))}"
    return [f"{few}, {idle} {cells}"]


def _by_image(array: np.ndarray | None, count: int) -> np.ndarray | None:
    """Answers with one row for each image, whatever other axes they have; None when there are none, or no numbers."""
    if array is None or array.size == 0 or array.size % count or not np.isfinite(array).all():
        return None
    return array.reshape(count, -1)


def _image_faults(answers: Sequence[np.ndarray | None]) -> list[str]:
    """What is wrong with the answers to `IMAGES_SCENE`."""
    batches = IMAGES_SCENE.required["batches"]
    rows = [_by_image(array, len(images)) for array, images in zip(answers, batches, strict=False)]
    if len(rows) < len(batches) or any(array is None for array in rows):
        return ["no logits"]
    together, *alone, turned, again = [array for array in rows if array is not None]
    scale = 1e-4 * max(1.0, float(np.abs(together).max()))
    faults = []
    if together.shape != again.shape or not np.allclose(together, again, atol=scale, rtol=0):
        faults.append("the same images asked twice give different logits")
    singles = [array for array in alone if array.shape == (1, *together.shape[1:])]
    if len(singles) < len(alone) or not np.allclose(np.concatenate(singles), together, atol=scale, rtol=0):
        faults.append("an image alone gets other logits than the same image in a batch")
    if turned.shape != together.shape or not np.allclose(turned[::-1], together, atol=scale, rtol=0):
        faults.append("the order of the batch changes the logits of an image")
    return faults


def _order_faults(answers: Sequence[np.ndarray | None]) -> list[str]:
    rows = [_by_image(array, len(_FIVE)) for array in answers]
    arrays = [array for array in rows if array is not None]
    if len(arrays) < 3 or len({array.shape for array in arrays}) > 1:
        return ["no logits"]
    plain_, by_row, by_column = arrays
    spread = float(np.ptp(plain_, axis=0).max())
    if spread < 1e-4:
        return ["five different images get the same logits"]
    faults = [] if np.abs(plain_ - by_row).max() > 0.01 * spread else ["rows in reverse order give the same logits"]
    if np.abs(plain_ - by_column).max() <= 0.01 * spread:
        faults.append("pixels of each row in reverse order give the same logits")
    return faults


def _fault_tokens(kind: Function, scene: Scene, faults: Function) -> list[str]:
    outcome = beside(probes.row_logits, kind, scene)
    return [_trouble(outcome.error)] if outcome.error is not None else faults(_logits(outcome.value)) or ["fine"]


def _properties(kind: Function) -> list[str]:
    """All that can be seen of a network from outside, in words that do not depend on its size or its weights."""
    reading = beside(probes.row_reading, kind, Call())
    found = reading.value if reading.error is None else None
    tokens = [*_shape_tokens(kind), *_reading_tokens(kind), *_inventory_tokens(kind, found)]
    for scene, faults in ((IMAGES_SCENE, _image_faults), (SEEDED_SCENE, _image_faults), (ORDER_SCENE, _order_faults)):
        tokens += _fault_tokens(kind, scene, faults)
    return tokens


def check_RowLSTM_logits(RowLSTM: Any) -> None:  # noqa: N802 - named after the class
    """Ten logits for each image, for batches of 5, 1 and 2."""
    check = _check("RowLSTM", RowLSTM)
    value = _ask(check, probes.row_logits, RowLSTM, SHAPE_SCENE, "shape")
    if value is not None:
        for images, raw, array in zip(SHAPE_SCENE.required["batches"], value, _logits(value), strict=True):
            expected = (len(images), 10)
            if array is None or array.shape != expected:
                shown = describe(raw) if array is None else f"{array.shape}, expected {expected}"
                lines = [("for x", str(images.shape)), ("yours" if array is None else "shape", shown)]
                check.find("shape", "wrong shape", lines, call=SHAPE_SCENE, aspects=ROW_ASPECTS)
            elif not np.isfinite(array).all():
                check.find("values", "logits that are no numbers", [], call=SHAPE_SCENE, aspects=ROW_ASPECTS)
            elif found := _limited(array):
                lines = [("yours", f"{found}: {_row(array[0])}"), ("expected", "logits, any numbers")]
                check.find("values", "no logits", lines, call=SHAPE_SCENE, aspects=ROW_ASPECTS)
            check.show(f"x {images.shape} -> logits {expected}")
    check.finish("ten logits for each image")


def _row(numbers: np.ndarray) -> str:
    return " ".join(f"{number:.4g}" for number in numbers)


def check_RowLSTM_rows(RowLSTM: Any) -> None:  # noqa: N802
    """One set of weights meets every row, all rows count, their order too, and it is an LSTM."""
    check = _check("RowLSTM", RowLSTM)
    scene = Scene({}, text="RowLSTM()(x), and the gradients of its weights for images with ink in one row or column")
    reading = _ask(check, probes.row_reading, RowLSTM, scene)
    if reading is not None and (fault := _reading_fault(reading)):
        check.find("values", fault[0], [("seen", fault[1])], call=scene, aspects=ROW_ASPECTS)
    check.show("every row meets the same weights, and every pixel of a row has weights of its own")
    value = _ask(check, probes.row_logits, RowLSTM, ORDER_SCENE)
    if value is not None and (faults := _order_faults(_logits(value))):
        lines = [("seen", fault) for fault in faults]
        check.find("values", "the order does not count", lines, call=ORDER_SCENE, aspects=ROW_ASPECTS)
    check.show("rows in reverse order give other logits")
    scene = Scene({}, text="RowLSTM().modules()")
    value = _ask(check, probes.row_inventory, RowLSTM, scene)
    if value is not None and reading is not None and (fault_ := _no_lstm(value, reading)):
        check.find("values", "no LSTM", [("seen", fault_)], call=scene, aspects=ROW_ASPECTS)
    check.finish("an LSTM reads row after row")


def _reading_fault(value: Mapping[str, Any]) -> tuple[str, str] | None:
    for name, depends in (("rows", value["rows"]), ("columns", value["columns"])):
        blind = [number for number, seen in enumerate(depends) if not seen]
        if blind:
            listed = ", ".join(map(str, blind[:6])) + (", ..." if len(blind) > 6 else "")
            return "part of the image does not count", f"the logits do not depend on {name} {listed}"
    weights = value["weights"]
    if not weights or any(one_set and apart for _, _, one_set, apart, _ in weights):
        return None if weights else ("no weights meet the pixels", "no parameter has a gradient that depends on ink")
    shape, apart = weights[0][1], weights[0][3]
    if apart:
        return "not read row by row", f"weights of shape {shape}: none of them meets all rows, each row has its own"
    return "not read row by row", f"weights of shape {shape} meet several columns: each pixel of a row needs its own"


def check_RowLSTM_images(RowLSTM: Any) -> None:  # noqa: N802
    """An image gets the same logits alone, in any batch, and when it is asked again."""
    check = _check("RowLSTM", RowLSTM)
    value = _ask(check, probes.row_logits, RowLSTM, IMAGES_SCENE)
    if value is not None and (faults := _image_faults(_logits(value))):
        lines = [("seen", fault) for fault in faults]
        check.find("values", "images are not answered one by one", lines, call=IMAGES_SCENE, aspects=ROW_ASPECTS)
    check.show("alone, in a batch, in another order, and again: the same logits")
    check.finish("each image is read by itself")


STEPS = 200


def check_RowLSTM_learning(RowLSTM: Any) -> None:  # noqa: N802
    """Every parameter gets a gradient; five images and the same five upside down are learnt as ten classes."""
    random = rng()
    check = _check("RowLSTM", RowLSTM)
    scene = Scene({}, text="RowLSTM()(x (4, 1, 28, 28)), and the gradients of its logits")
    value = _ask(check, probes.row_inventory, RowLSTM, scene)
    if value is not None:
        rows = value["parameters"]
        matrices = [name for name, shape, _, _ in rows if len(shape) > 1]
        idle = [name for name, _, learns, reached in rows if not (learns and reached)]
        if len(matrices) < 3:
            lines = [("registered", ", ".join(name for name, *_ in rows) or "none")]
            lines += [("expected", "weights of the rows, of the hidden state and of the logits")]
            check.find("values", "weights that are not registered", lines, call=scene, aspects=ROW_ASPECTS)
        elif idle:
            lines = [("without gradient", ", ".join(idle[:6]))]
            check.find("gradient", "parameters that do not learn", lines, call=scene, aspects=ROW_ASPECTS)
        check.show(f"{len(rows)} parameters, each with a gradient")
    upright = np.round(random.random((5, *probes.IMAGE)) < 0.3).astype(np.float32)
    images = np.concatenate([upright, upright[:, :, ::-1]])
    labels, turned = random.permutation(10), random.permutation(10)
    unseen = (images[turned] + 0.01 * random.random(images.shape)).astype(np.float32)
    arguments = {"images": images, "labels": labels, "unseen": unseen, "steps": STEPS}
    text = f"{STEPS} steps of Adam on five images and the same five upside down, ten labels"
    scene = Scene({**arguments, "seed": int(random.integers(1000))}, text=text)
    answer = as_array(plain(_ask(check, probes.row_learns, RowLSTM, scene)))
    if answer is not None:
        fits = answer.ndim == 2 and answer.shape == (10, 10)
        right = int((answer.argmax(axis=1) == labels[turned]).sum()) if fits else 0
        if right < 9:
            lines = [("seen", f"{right} of 10 images read afterwards")]
            check.find("values", "a tiny batch is not learnt", lines, call=scene, aspects=ROW_ASPECTS)
        check.show(f"{right} of 10 images read after training")
    check.finish("it learns")


# --------------------------------------------------------------------------------------------- decoders

CALLS = 20_000
Prefix = tuple[int, ...]


def _as_tokens(value: Any) -> list[int] | None:
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
        prefix = _as_tokens(plain(tokens))
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
        weights[stop if place > last else _long_token(place, vocabulary)] = 1.8
        return weights / weights.sum()

    return rule


def _long_token(place: int, vocabulary: int) -> int:
    return 2 + (3 + 5 * place) % (vocabulary - 2)


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


# 0 ends, 3 starts, 1 and 2 are words. The greedy first word leads into a place where nothing is likely.
WORKED_TABLE: dict[Prefix, tuple[float, ...]] = {
    (3,): (0.05, 0.55, 0.4),
    (3, 1): (0.4, 0.35, 0.25),
    (3, 2): (0.1, 0.05, 0.85),
    (3, 2, 2): (0.9, 0.05, 0.05),
}
WORKED_RULE = table_rule(WORKED_TABLE, (0.6, 0.25, 0.15))


def _chain(*probabilities: tuple[float, ...]) -> Function:
    """Probabilities by the number of tokens so far alone; the last one goes on."""
    return lambda tokens: probabilities[min(len(tokens), len(probabilities)) - 1]


# Here 2 ends and 3 starts. The end is second best first, then best; and never best.
ENDING = _chain((0.05, 0.65, 0.3), (0.05, 0.55, 0.4), (0.05, 0.25, 0.7), (0.8, 0.15, 0.05))
ENDLESS = _chain((0.1, 0.8, 0.1), (0.7, 0.2, 0.1), (0.2, 0.7, 0.1))
# LATE: a hypothesis that ends at once has 0.35, a longer one 0.58. SHORT: the one that ends at once stays the best.
# OPEN: the best never ends. After an end, 0 is likely: nobody should ask.
LATE = table_rule({(3,): (0.01, 0.64, 0.35), (3, 1): (0.05, 0.05, 0.9)}, (0.45, 0.45, 0.1))
SHORT = table_rule({(3,): (0.05, 0.5, 0.45), (3, 1): (0.5, 0.4, 0.1), (2,): (0.9, 0.06, 0.04)}, (0.48, 0.47, 0.05))
OPEN = table_rule({(3,): (0.05, 0.75, 0.2), (1,): (0.05, 0.93, 0.02), (2,): (0.9, 0.05, 0.05)}, (0.1, 0.1, 0.8))


def _decode_tokens(scenes: Callable[[], Iterable[Decoding]]) -> Callable[[Function], list[str]]:
    def look(decode: Function) -> list[str]:
        tokens = []
        for scene in scenes():
            outcome = run(decode, scene)
            if outcome.error is not None:
                tokens.append(NOTHING + type(outcome.error).__name__)
                continue
            answer = _as_tokens(outcome.value)
            said = token(outcome.value) if answer is None else str(answer)
            tokens.append(f"{said} {'odd' if scene.model and scene.model.odd else ''}")
        return tokens

    return look


def _same_tokens(check: Check, scene: Decoding, expected: Sequence[int], *, stage: str = "values") -> None:
    """The decoder must return exactly these tokens."""
    outcome = check.attempt(scene, stage)
    if outcome is None or scene.model is None:
        return
    answer = _as_tokens(outcome.value)
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


def _greedy_scenes() -> list[Decoding]:
    scenes = [decoding(WORKED_RULE, 3, 0, 5), decoding(ENDING, 3, 2, 6), decoding(ENDLESS, 3, 2, 4)]
    return [*scenes, *(decoding(mixed_rule(6, seed), 6, 5, 7) for seed in (1, 2, 3))]


def _ending_scenes() -> list[Decoding]:
    at_once = decoding(_chain((0.1, 0.2, 0.7)), 3, 2, 5)
    limits = [decoding(ENDLESS, 3, 2, limit) for limit in (0, 1, 3, 6)]
    return [at_once, *limits, *(decoding(ENDING, 3, 2, limit) for limit in (2, 3, 4))]


ENDINGS: tuple[list[int], ...] = ([], [], [1], [1, 0, 1], [1, 0, 1, 1, 1, 1], [1, 1], [1, 1], [1, 1])


def check_greedy_decode_values(greedy_decode: Any) -> None:
    """The worked example."""
    check = _check("greedy_decode", greedy_decode)
    _same_tokens(check, decoding(WORKED_RULE, 3, 0, 5), [1])
    _same_tokens(check, decoding(ENDING, 3, 2, 6), [1, 1])
    check.finish("the likeliest token each time")


def check_greedy_decode_hidden(greedy_decode: Any) -> None:
    """Models drawn at random, in which each token depends on all before."""
    from utils.checks import oracles_week09 as oracles

    random = rng()
    check = _check("greedy_decode", greedy_decode)
    count = 0
    while count < 6:
        vocabulary, limit = int(random.integers(4, 9)), int(random.integers(5, 12))
        start, stop = (int(token_) for token_ in random.permutation(vocabulary)[:2])
        scene = decoding(mixed_rule(vocabulary, int(random.integers(10**5))), start, stop, limit)
        assert scene.model is not None
        expected, lead = oracles.greedy(scene.model.log_probabilities, start, stop, limit)
        if lead > 1e-3 and start not in expected and len(expected) > 1:
            _same_tokens(check, scene, expected)
            count += 1
    check.finish("the likeliest token each time")


def check_greedy_decode_ends(greedy_decode: Any) -> None:
    """It ends at the stop token, which is not part of the answer, or after max_length tokens."""
    check = _check("greedy_decode", greedy_decode)
    for scene, expected in zip(_ending_scenes(), ENDINGS, strict=True):
        _same_tokens(check, scene, expected)
    check.finish("it ends in time")


LENGTH_NAMES, WIDTH_NAMES = ("max_length", "max length", "maximum length"), ("width", "beam")


def _with_number(scene: Decoding, **numbers: int) -> Decoding:
    """The same decoding with another number."""
    arguments = {**scene.required, **numbers}
    assert scene.model is not None
    return decoding(scene.model.rule, *(arguments[name] for name in list(arguments)[1:]))


_GREEDY, _BEAM = decoding(WORKED_RULE, 3, 0, 5), decoding(WORKED_RULE, 3, 0, 5, 2)
GREEDY_REFUSALS: list[Refusal] = [
    (_with_number(_GREEDY, max_length=-1), LENGTH_NAMES, "there is no list of -1 tokens"),
    (_with_number(_GREEDY, max_length=-5), LENGTH_NAMES, "there is no list of -5 tokens"),
]
BEAM_REFUSALS: list[Refusal] = [
    (_with_number(_BEAM, width=0), WIDTH_NAMES, "at least one hypothesis must be kept"),
    (_with_number(_BEAM, width=-2), WIDTH_NAMES, "at least one hypothesis must be kept"),
    (_with_number(_BEAM, max_length=-1), LENGTH_NAMES, "there is no list of -1 tokens"),
]


def check_greedy_decode_errors(greedy_decode: Any) -> None:
    """A negative max_length."""
    _refuse("greedy_decode", greedy_decode, GREEDY_REFUSALS, _with_number(_GREEDY, max_length=3))


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
    ]


def _beam_ending_scenes() -> list[Decoding]:
    return [scene for scene, _ in _beam_endings()]


LONG = (40, 300)


def _long_scene(last: int | None = None) -> tuple[Decoding, list[int]]:
    """300 tokens, each with a probability of a twentieth; what it must give, by the rule itself."""
    vocabulary, limit = LONG
    ends = limit if last is None else last
    scene = decoding(long_rule(vocabulary, ends, stop=1), 0, 1, limit, 2)
    return scene, [_long_token(place, vocabulary) for place in range(1, min(ends, limit) + 1)]


def _long_scenes() -> list[Decoding]:
    return [_long_scene()[0], _long_scene(280)[0]]


def check_beam_decode_values(beam_decode: Any) -> None:
    """The worked example: two hypotheses find what the greedy choice misses."""
    check = _check("beam_decode", beam_decode)
    _same_tokens(check, decoding(WORKED_RULE, 3, 0, 5, 2), [2, 2])
    _same_tokens(check, decoding(WORKED_RULE, 3, 0, 5, 3), [2, 2])
    check.finish("the likeliest sequence of the beam")


def check_beam_decode_hidden(beam_decode: Any) -> None:
    """Models drawn at random, in which greedy decoding, narrow and wide beams differ."""
    random = rng()
    check = _check("beam_decode", beam_decode)
    for wanted in ("better", "better", "worse than all", "any", "any"):
        scene, expected = _draw_beam(random, wanted)
        _same_tokens(check, scene, expected)
    check.finish("the likeliest sequence of the beam")


def _draw_beam(random: np.random.Generator, wanted: str) -> tuple[Decoding, list[int]]:
    """A random decoding whose answer no rounding changes, and which is the same when ended hypotheses take no place."""
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
        if wanted == "better" and oracles.greedy(step, vocabulary, stop, limit)[0] == expected:
            continue
        if wanted == "worse than all" and oracles.beam(step, vocabulary, stop, limit, 200)[0] == expected:
            continue
        return scene, expected


def check_beam_decode_greedy(beam_decode: Any) -> None:
    """A beam of width 1 is the greedy choice."""
    from utils.checks import oracles_week09 as oracles

    random = rng()
    check = _check("beam_decode", beam_decode)
    _same_tokens(check, decoding(WORKED_RULE, 3, 0, 5, 1), [1])
    _same_tokens(check, decoding(ENDING, 3, 2, 6, 1), [1, 1])
    count = 0
    while count < 4:
        vocabulary, limit = int(random.integers(4, 9)), int(random.integers(5, 12))
        stop = int(random.integers(vocabulary))
        scene = decoding(mixed_rule(vocabulary, int(random.integers(10**5))), vocabulary, stop, limit, 1)
        assert scene.model is not None
        expected, lead = oracles.greedy(scene.model.log_probabilities, vocabulary, stop, limit)
        if lead > 1e-3 and len(expected) > 1:
            _same_tokens(check, scene, expected)
            count += 1
    check.finish("width 1 is greedy")


def check_beam_decode_ends(beam_decode: Any) -> None:
    """Ended hypotheses wait, neither forgotten nor continued; max_length ends the others."""
    check = _check("beam_decode", beam_decode)
    for scene, expected in _beam_endings():
        _same_tokens(check, scene, expected)
    check.finish("it ends in time, with the best")


def check_beam_decode_long(beam_decode: Any) -> None:
    """Three hundred tokens: their probability is too small for a float, its logarithm is not."""
    random = rng()
    check = _check("beam_decode", beam_decode)
    for last in (None, int(random.integers(260, 295))):
        scene, expected = _long_scene(last)
        _same_tokens(check, scene, expected)
    check.finish("sums of logarithms do not underflow")


def check_beam_decode_errors(beam_decode: Any) -> None:
    """No hypothesis to keep, a negative max_length."""
    _refuse("beam_decode", beam_decode, BEAM_REFUSALS, _with_number(_BEAM, max_length=3))


# ---------------------------------------------------------------------------------------------- probes

PROBES: dict[str, Probes] = {
    "rnn_step": call_probes(
        [WORKED_RNN, _rnn(2, 3, 4), _rnn(3, 3, 3, seed=9)],
        floats=[_rnn(2, 2, 2, seed=20)],
        errors=[(call, names) for call, names, _ in RNN_REFUSALS],
    ),
    "lstm_step": _pair_probes(
        [_lstm(2, 3, 4), _lstm(3, 3, 3, seed=9), WORKED_LSTM],
        errors=[(call, names) for call, names, _ in LSTM_REFUSALS],
        more={"gates": [_gated(-1e3, 1e3, 1e3, 1e3), _gated(1e3, -1e3, -1e3, 1e3)]},
    ),
    "attention": _pair_probes(
        [WORKED_ATTENTION, _attention(queries=3, times=4, depth=2, width=5)],
        errors=[(call, names) for call, names, _ in ATTENTION_REFUSALS],
        more={
            "batches": [
                _attention(2, 3, queries=2, times=4, depth=3, width=2),
                _attention(4, queries=4, times=4, depth=4, width=4),
            ],
            "mask": [
                Call(WORKED_ATTENTION.required, {"mask": np.array([[True, True, False]])}),
                Call(_LOOK.required, {"mask": _mask(2, 2, 3)}),
                Call(_attention(queries=3, times=3, depth=2, width=2).required, {"mask": np.tri(3, dtype=bool)}),
            ],
            "far": _far_calls(),
        },
    ),
    "RowLSTM": {"properties": _properties},
    "greedy_decode": {
        "values": _decode_tokens(_greedy_scenes),
        "ends": _decode_tokens(_ending_scenes),
        "errors": call_probes([], errors=[(call, names) for call, names, _ in GREEDY_REFUSALS])["errors"],
    },
    "beam_decode": {
        "values": _decode_tokens(_beam_scenes),
        "ends": _decode_tokens(_beam_ending_scenes),
        "long": _decode_tokens(_long_scenes),
        "errors": call_probes([], errors=[(call, names) for call, names, _ in BEAM_REFUSALS])["errors"],
    },
}
