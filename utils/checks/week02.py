"""Checks of week 2, the layers of a network and how they learn.

`check_<question>_<aspect>(function)` raises `CheckFailed` with one message or prints what was checked. Functions that
end in `_hidden` draw their cases from `rng()` and ask an independent oracle.
"""

from __future__ import annotations

import functools
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks.fingerprints import Probes, call_probes, name_idea, token
from utils.checks.parameters import arrays_of, nudged_logits
from utils.checks.probe import probe
from utils.checks.report import Call, Check, as_array, describe, rng, run
from utils.checks.week01 import halves, integers

Function = Callable[..., Any]
Refusal = tuple[Call, tuple[str, ...], str]
IMAGES = ("images", "image")
SIZE = ("size", "window", "pool")
DOUT = ("dout",)
LOGITS = ("logits", "logit", "scores")
LABELS = ("labels", "label")
WEIGHTS = ("weights", "weight", "kernel", "filter")
STRIDE = "a window must move by at least 1"
AXES = "images must have 4 axes (N, H, W, C)"
HUGE = {"float64": 1e4, "float32": 1e3}  # beyond where exp overflows; a float32 near 1e4 has steps of 0.001
FAR = np.array([-1e4, -750.0, -40, 0, 40, 750, 1e4])


def z_call(z: np.ndarray, **options: float) -> Call:
    """relu(z), leaky_relu(z, slope=...), sigmoid(z), softplus(z)"""
    return Call({"z": z}, options)


def gate_call(dout: np.ndarray, z: np.ndarray) -> Call:
    """relu_backward(dout, z)"""
    return Call({"dout": dout, "z": z})


def pool_call(images: np.ndarray, **options: int | None) -> Call:
    """max_pool2d(images, ...) or avg_pool2d(images, ...)"""
    return Call({"images": images}, options)


def pool_back_call(dout: np.ndarray, images: np.ndarray, **options: int | None) -> Call:
    """max_pool2d_backward(dout, images, ...)"""
    return Call({"dout": dout, "images": images}, options)


def logits_call(logits: np.ndarray) -> Call:
    """softmax(logits)"""
    return Call({"logits": logits})


def labels_call(logits: np.ndarray, *labels: int) -> Call:
    """cross_entropy(logits, labels) or cross_entropy_backward(logits, labels)"""
    return Call({"logits": logits, "labels": np.array(labels)})


def conv_back_call(dout: np.ndarray, images: np.ndarray, weights: np.ndarray, **options: int) -> Call:
    """conv2d_backward(dout, images, weights, ...)"""
    return Call({"dout": dout, "images": images, "weights": weights}, options)


WORKED_IMAGE = np.array([[3.0, 0, 1], [1, 2, 0], [0, 1, 4]])[None, :, :, None]
WORKED_KERNEL = np.array([[1.0, 2], [0, -1]])[:, :, None, None]
WORKED_DOUT = np.array([[1.0, -1], [2, 0]])[None, :, :, None]
WORKED_SCORES = np.log(np.array([[1.0, 2, 5], [6, 1, 1]]))
POOL_IMAGE = np.array([[1.0, 3, 2, 0], [4, 2, 1, 1], [0, -5, 6, 2], [-1, -2, 7, 3]])[None, :, :, None]

POOL_REFUSALS: list[Refusal] = [
    (pool_call(integers(1, 4, 4, 1), size=0, stride=1), SIZE, "a window has at least 1 pixel"),
    (pool_call(integers(1, 4, 4, 1), size=-2, stride=1), SIZE, "a window has at least 1 pixel"),
    (pool_call(integers(1, 4, 4, 1), size=2, stride=0), ("stride",), STRIDE),
    (pool_call(integers(1, 4, 4, 1), size=2, stride=-1), ("stride",), STRIDE),
    (pool_call(integers(1, 3, 6, 1), size=4), (*SIZE, *IMAGES), "the window is larger than the images"),
    (pool_call(integers(1, 6, 3, 1), size=4, stride=2), (*SIZE, *IMAGES), "the window is larger than the images"),
    (pool_call(integers(1, 2, 2, 1), size=3, stride=1), (*SIZE, *IMAGES), "the window is larger than the images"),
    (pool_call(integers(4, 4, 2)), IMAGES, AXES),
    (pool_call(integers(4, 4)), IMAGES, AXES),
]
_ONE = integers(1, 4, 4, 1)
POOL_ALLOWED = [pool_call(integers(2, 4, 4, 3), size=4), pool_call(integers(1, 3, 5, 1), size=1, stride=9)]
POOL_BACK_REFUSALS: list[Refusal] = [
    (pool_back_call(integers(1, 5, 5, 1), _ONE, size=0, stride=1), SIZE, "a window has at least 1 pixel"),
    (pool_back_call(integers(1, 3, 3, 1), _ONE, size=2, stride=0), ("stride",), STRIDE),
    (pool_back_call(integers(1, 3, 3, 1), _ONE, size=2, stride=-1), ("stride",), STRIDE),
    (
        pool_back_call(integers(1, 1, 1, 1), integers(1, 3, 6, 1), size=4),
        (*SIZE, *IMAGES, *DOUT),
        "the window is larger than the images",
    ),
    (pool_back_call(integers(1, 2, 2, 2), integers(4, 4, 2)), IMAGES, AXES),
    (pool_back_call(integers(1, 3, 3, 1), _ONE), DOUT, "pooling makes (1, 2, 2, 1) of these images"),
    (pool_back_call(integers(1, 1, 2, 1), _ONE), DOUT, "pooling makes (1, 2, 2, 1) of these images"),
    (pool_back_call(integers(1, 1, 4, 1), _ONE), DOUT, "pooling makes (1, 2, 2, 1) of these images"),
    (pool_back_call(integers(1, 2, 2, 1), _ONE, stride=1), DOUT, "pooling makes (1, 3, 3, 1) of these images"),
    (pool_back_call(integers(2, 2, 2, 1), _ONE), DOUT, "pooling makes (1, 2, 2, 1) of these images"),
    (pool_back_call(integers(1, 2, 2, 3), _ONE), DOUT, "pooling makes (1, 2, 2, 1) of these images"),
]
LOSS_REFUSALS: list[Refusal] = [
    (labels_call(integers(3, 4), 0, 1, 4), LABELS, "four classes are numbered 0 to 3"),
    (labels_call(integers(3, 4), 7, 1, 2), LABELS, "four classes are numbered 0 to 3"),
    (labels_call(integers(3, 4), 0, -1, 2), LABELS, "four classes are numbered 0 to 3"),
    (labels_call(integers(3, 4), 0, 1), LABELS, "3 rows of logits need 3 labels"),
    (labels_call(integers(3, 4), 0, 1, 2, 3), LABELS, "3 rows of logits need 3 labels"),
    (
        Call({"logits": integers(3, 4), "labels": np.eye(4)[:3].astype(int)}),
        LABELS,
        "labels are class numbers (N,), not one-hot rows",
    ),
    (labels_call(integers(4), 1), LOGITS, "logits must have 2 axes (N, C)"),
]
_FIVE, _THREE = integers(1, 5, 5, 2), integers(3, 3, 2, 1)
CONV_BACK_REFUSALS: list[Refusal] = [
    (conv_back_call(integers(1, 3, 3, 1), _FIVE, _THREE, stride=0), ("stride",), STRIDE),
    (conv_back_call(integers(1, 3, 3, 1), _FIVE, _THREE, stride=-1), ("stride",), STRIDE),
    (conv_back_call(integers(1, 1, 1, 1), _FIVE, _THREE, padding=-1), ("padding",), "padding cannot be negative"),
    (
        conv_back_call(integers(1, 3, 3, 1), integers(5, 5, 2), _THREE),
        IMAGES,
        "images must have 4 axes (N, H, W, C_in)",
    ),
    (
        conv_back_call(integers(1, 3, 3, 1), _FIVE, integers(3, 3, 2)),
        WEIGHTS,
        "weights must have 4 axes (kh, kw, C_in, C_out)",
    ),
    (
        conv_back_call(integers(1, 3, 3, 1), integers(1, 5, 5, 3), _THREE),
        (*WEIGHTS, *IMAGES, "channel", "c_in"),
        "the images have 3 channels, the weights expect 2",
    ),
    (
        conv_back_call(integers(1, 3, 3, 1), integers(1, 5, 5, 1), _THREE),
        (*WEIGHTS, *IMAGES, "channel", "c_in"),
        "the images have 1 channel, the weights expect 2",
    ),
    (
        conv_back_call(integers(1, 1, 1, 1), integers(1, 3, 6, 2), integers(4, 2, 2, 1)),
        (*WEIGHTS, *IMAGES, *DOUT, "padding"),
        "the kernel is larger than the padded images",
    ),
    (conv_back_call(integers(1, 2, 3, 1), _FIVE, _THREE), DOUT, "this layer makes (1, 3, 3, 1) of these images"),
    (conv_back_call(integers(1, 5, 5, 1), _FIVE, _THREE), DOUT, "this layer makes (1, 3, 3, 1) of these images"),
    (
        conv_back_call(integers(1, 3, 3, 1), _FIVE, _THREE, stride=2),
        DOUT,
        "this layer makes (1, 2, 2, 1) of these images",
    ),
    (
        conv_back_call(integers(1, 3, 3, 1), _FIVE, _THREE, padding=1),
        DOUT,
        "this layer makes (1, 5, 5, 1) of these images",
    ),
    (conv_back_call(integers(1, 3, 3, 2), _FIVE, _THREE), DOUT, "this layer makes (1, 3, 3, 1) of these images"),
    (conv_back_call(integers(2, 3, 3, 1), _FIVE, _THREE), DOUT, "this layer makes (1, 3, 3, 1) of these images"),
]


def warnings_of(function: Function, z: np.ndarray) -> list[str]:
    """The warnings that NumPy gives while `function(z)` is computed."""
    with np.errstate(over="warn", divide="warn", invalid="warn"), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function(z.copy())
    return [str(warning.message) for warning in caught]


def _warnings(function: Function, dtype: str) -> list[str]:
    """`warnings_of` where the function lives; empty when it raises, which its values tell."""
    found = run(functools.partial(probe, warnings_of, function), Call({"z": FAR.astype(dtype)})).value
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _bend_probes(values: Sequence[Call], floats: Sequence[Call], *, large: bool = False) -> Probes:
    """Probes of an activation; with `large`, also far from 0."""
    probes = dict(call_probes(values, floats=floats))
    if large:
        probes["large"] = lambda function: [token(run(function, z_call(FAR)).value)]
        probes["warnings"] = lambda function: [
            str(bool(_warnings(function, dtype))) for dtype in ("float64", "float32")
        ]
    return probes


def _logit_probes(calls: Sequence[Call], far: Sequence[Call], errors: Sequence[Refusal] = ()) -> Probes:
    """Probes of a function of logits: moderate ones, `far` ones, precision (labels stay integers), mutation, errors."""

    def precision(function: Function) -> list[str]:
        kinds = []
        for dtype in ("float32", "float64"):
            required = {**calls[0].required, "logits": calls[0].required["logits"].astype(dtype)}
            value = run(function, Call(required)).value
            kinds.append(str(value.dtype) if isinstance(value, np.ndarray) and value.ndim else "no array")
        return kinds

    def tokens(chosen: Sequence[Call]) -> Callable[[Function], list[str]]:
        return lambda function: [_answer(function, call) for call in chosen]

    probes = dict(call_probes([*calls, *far], errors=[(call, names) for call, names, _ in errors]))
    parts = {"values": tokens(calls), "large": tokens(far), "dtype": precision}
    return parts | {name: look for name, look in probes.items() if name != "values"}


def _answer(function: Function, call: Call, part: int | None = None) -> str:
    """`token` of an answer, or of one part of it; the kind of error when there is none."""
    outcome = run(function, call)
    if outcome.error is not None:
        return "an error"
    if part is None:
        return token(outcome.value)
    parts = outcome.value if isinstance(outcome.value, (tuple, list)) else ()
    return token(parts[part]) if part < len(parts) else f"{len(parts)} parts"


GRADIENTS = ("dimages", "dweights", "dbias")


def _conv_back_probes() -> Probes:
    calls = [
        conv_back_call(integers(2, 4, 5, 3), integers(2, 6, 7, 2, seed=2), integers(3, 3, 2, 3, seed=3)),
        conv_back_call(
            integers(2, 3, 2, 2, seed=4), integers(2, 7, 6, 3, seed=5), integers(2, 3, 3, 2, seed=6), stride=2
        ),
        conv_back_call(
            integers(1, 5, 4, 1, seed=7), integers(1, 5, 6, 2, seed=8), integers(3, 5, 2, 1, seed=9), padding=1
        ),
        conv_back_call(
            integers(2, 3, 3, 2, seed=10),
            integers(2, 4, 5, 1, seed=11),
            integers(2, 2, 1, 2, seed=12),
            stride=2,
            padding=1,
        ),
        conv_back_call(integers(1, 2, 2, 1, seed=13), integers(1, 4, 4, 1, seed=14), integers(2, 2, 1, 1), stride=2),
    ]
    small = conv_back_call(halves(1, 3, 4, 2), halves(1, 4, 5, 2, seed=2), halves(2, 2, 2, 2, seed=3))

    def part(index: int, chosen: Sequence[Call]) -> Callable[[Function], list[str]]:
        return lambda function: [_answer(function, call, index) for call in chosen]

    def precision(function: Function) -> list[str]:
        kinds = []
        for dtype in ("float32", "float64"):
            parts = run(function, small.astype(dtype)).value
            kinds += (
                [str(getattr(value, "dtype", "none")) for value in parts] if isinstance(parts, (tuple, list)) else []
            )
        return kinds

    given = call_probes(calls, errors=[(call, names) for call, names, _ in CONV_BACK_REFUSALS])
    return {
        **{name: part(index, calls) for index, name in enumerate(GRADIENTS)},
        **{f"{name} of floats": part(index, [small]) for index, name in enumerate(GRADIENTS)},
        "dtype": precision,
        "mutation": given["mutation"],
        "errors": given["errors"],
    }


_POOLS = [
    pool_call(integers(2, 6, 7, 3)),
    pool_call(integers(2, 6, 5, 2, seed=2) - 9, size=3),
    pool_call(integers(1, 7, 8, 2, seed=3), size=3, stride=2),
    pool_call(integers(2, 7, 6, 1, seed=4), size=2, stride=3),
    pool_call(integers(1, 5, 4, 2, seed=5), size=3, stride=1),
    pool_call(integers(1, 4, 5, 1, seed=6), size=1, stride=2),
    pool_call(integers(2, 4, 4, 1, seed=7), size=4, stride=None),
]
_POOL_FLOATS = [pool_call(halves(1, 4, 5, 2)), pool_call(halves(1, 3, 3, 1) + 400.25, stride=1)]
_SCORES = [
    labels_call(integers(3, 4), 2, 0, 3),
    labels_call(integers(4, 4, seed=2), 1, 3, 0, 0),
    labels_call(integers(1, 3, seed=3), 0),
    labels_call(integers(2, 5, seed=4) / 4, 4, 1),
    labels_call(np.zeros((2, 3)), 0, 2),
]
_FAR_SCORES = [
    labels_call(np.array([[1.0, 2, 3], [2000, 2001, 2002]]), 0, 1),
    labels_call(np.array([[1e4, 0, -1e4], [-1e4, 1e4, 0]]), 1, 1),
    labels_call(np.array([[-1e4, -1e4 + 1], [-30, 0]]), 0, 1),
]
_SOFT = [Call({"logits": call.required["logits"]}) for call in _SCORES]
_FAR_SOFT = [Call({"logits": call.required["logits"]}) for call in _FAR_SCORES]

PROBES: dict[str, Probes] = {
    "relu": _bend_probes([z_call(integers(3, 5)), z_call(integers(2, 2, 3, 2, seed=2))], [z_call(halves(3, 4))]),
    "relu_backward": _bend_probes(
        [
            gate_call(integers(4, 6), integers(4, 6, seed=2)),
            gate_call(integers(2, 3, 3, 2, seed=3), integers(2, 3, 3, 2, seed=4)),
            gate_call(integers(6, seed=5), np.array([0.0, -0.0, 1, -1, 0, 2])),
        ],
        [gate_call(halves(3, 4), halves(3, 4, seed=2))],
    ),
    "leaky_relu": _bend_probes(
        [
            z_call(integers(3, 5) * 100),
            z_call(integers(2, 6, seed=2), slope=0.5),
            z_call(integers(2, 2, 3, seed=3), slope=0.0),
            z_call(integers(5, seed=4), slope=1.0),
        ],
        [z_call(halves(3, 4), slope=0.25)],
    ),
    "sigmoid": _bend_probes(
        [z_call(integers(3, 5)), z_call(integers(2, 4, seed=2) * 2)], [z_call(halves(3, 4))], large=True
    ),
    "softplus": _bend_probes(
        [z_call(integers(3, 5)), z_call(integers(2, 4, seed=2) * 2)], [z_call(halves(3, 4))], large=True
    ),
    "max_pool2d": call_probes(_POOLS, floats=_POOL_FLOATS, errors=[(call, names) for call, names, _ in POOL_REFUSALS]),
    "avg_pool2d": call_probes(_POOLS, floats=_POOL_FLOATS, errors=[(call, names) for call, names, _ in POOL_REFUSALS]),
    "max_pool2d_backward": call_probes(
        [
            pool_back_call(integers(2, 3, 3, 3, seed=8), integers(2, 6, 7, 3)),
            pool_back_call(integers(1, 3, 3, 2, seed=9), integers(1, 7, 8, 2, seed=2), size=3, stride=2),
            pool_back_call(integers(2, 2, 2, 1, seed=10), integers(2, 7, 6, 1, seed=3), size=2, stride=3),
            pool_back_call(integers(1, 3, 4, 1, seed=11), np.array(POOL_IMAGE[:, :, [0, 1, 2, 2, 3]]), stride=1),
            pool_back_call(integers(1, 2, 2, 2, seed=12), np.zeros((1, 4, 5, 2))),
            pool_back_call(integers(1, 2, 2, 1, seed=13), integers(1, 4, 4, 1, seed=5) // 4 - 5.0, size=3, stride=1),
        ],
        floats=[pool_back_call(halves(1, 2, 2, 2), halves(1, 4, 5, 2, seed=2))],
        errors=[(call, names) for call, names, _ in POOL_BACK_REFUSALS],
    ),
    "softmax": _logit_probes(
        [*_SOFT, logits_call(integers(2, 3, 4, seed=5)), logits_call(integers(4, seed=6))], _FAR_SOFT
    ),
    "cross_entropy": _logit_probes(_SCORES, _FAR_SCORES, LOSS_REFUSALS),
    "cross_entropy_backward": _logit_probes(_SCORES, _FAR_SCORES),
    "conv2d_backward": _conv_back_probes(),
}


class PartCheck(Check):
    """A check that may look at one part of an answer: headlines name the part, ideas are looked up there first."""

    part = ""
    first: tuple[str, ...] = ()

    def focus(self, part: str, *aspects: str) -> None:
        """What follows is about `part`; `aspects` are the fingerprints that may explain it."""
        self.part, self.first = part, aspects

    def find(
        self,
        stage: str,
        headline: str,
        lines: Iterable[tuple[str, str]],
        *,
        call: Call | None = None,
        aspects: Sequence[str] = (),
    ) -> None:
        """As `Check.find`, with the part in the headline."""
        headline = f"{headline} in {self.part}" if self.part else headline
        super().find(stage, headline, lines, call=call, aspects=(*self.first, *aspects))


def _check(question: str, function: Any, *, visible: bool = False) -> PartCheck:
    def look_up(aspects: Sequence[str]) -> Any:
        return name_idea(question, function, PROBES[question], aspects)

    return PartCheck(question, function, visible=visible, name_idea=look_up)


def _refuse(question: str, function: Any, refusals: Sequence[Refusal], *allowed: Call) -> None:
    check = _check(question, function, visible=True)
    for call in allowed:  # else a function that refuses everything would pass
        check.accepts(call)
    for call, names, because in refusals:
        check.raises(call, names, because)
    check.finish("refuses what cannot be right")


def _bends(question: str, function: Any, oracle: Function, options: Sequence[Mapping[str, float]] = ({},)) -> None:
    """An activation on random arrays of one to four axes, in both precisions, and on one that is not contiguous."""
    random = rng()
    check = _check(question, function)
    for shape in ((7,), (1, 5), (3, 4), (2, 3, 1, 4)):
        for dtype in ("float64", "float32"):
            for extra in options:
                z = (random.normal(size=shape) * 4).astype(dtype)
                z.flat[int(random.integers(z.size))] = 0
                check.array(z_call(z, **extra), oracle(z, **extra).astype(dtype), dtype=True)
    z = random.normal(size=(4, 6)).T[::2]
    check.array(z_call(z), oracle(z))
    check.finish()


def _far_from_zero(question: str, function: Any, oracle: Function) -> None:
    """An activation at +-1e4: right, finite and silent, in both precisions."""
    check = _check(question, function, visible=True)
    check.focus("", "large", "warnings")
    for dtype in ("float64", "float32"):
        call = z_call(FAR.astype(dtype))
        check.array(call, oracle(FAR).astype(dtype))
        if found := _warnings(function, dtype):
            lines = [("NumPy warned", found[0]), ("z", str(FAR.tolist())), ("dtype", dtype)]
            check.find("values", "a warning far from 0", lines, call=call)
    check.finish("right and silent far from 0")


def check_relu_values(relu: Any) -> None:
    """Five numbers and a small image."""
    check = _check("relu", relu, visible=True)
    check.array(z_call(np.array([-2.0, -0.5, 0, 0.5, 3])), [0.0, 0, 0, 0.5, 3])
    check.array(z_call(np.array([[-1.0, 4], [2, -3]])), [[0.0, 4], [2, 0]])
    check.finish()


def check_relu_hidden(relu: Any) -> None:
    """Random arrays of one to four axes."""
    from utils.checks import oracles_week02 as oracles

    _bends("relu", relu, oracles.relu)


def check_relu_backward_values(relu_backward: Any) -> None:
    """The worked example: what arrives passes where z was above 0."""
    check = _check("relu_backward", relu_backward, visible=True)
    check.array(gate_call(np.array([4.0, -5, 6, 7, -8]), np.array([-1.0, 2, 0, 3, -4])), [0.0, -5, 0, 7, 0])
    check.array(gate_call(np.array([[1.0, 2], [3, 4]]), np.array([[0.0, 1], [-1, 9]])), [[0.0, 2], [0, 4]])
    check.finish()


def check_relu_backward_hidden(relu_backward: Any) -> None:
    """Random arrays with exact zeros in z."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = _check("relu_backward", relu_backward)
    for shape in ((9,), (1, 6), (3, 4), (2, 3, 1, 2)):
        for dtype in ("float64", "float32"):
            dout, z = random.normal(size=shape).astype(dtype), random.normal(size=shape).astype(dtype)
            z[random.random(shape) < 0.2] = 0
            check.array(gate_call(dout, z), oracles.relu_backward(dout, z).astype(dtype), dtype=True)
    check.finish()


def check_leaky_relu_values(leaky_relu: Any) -> None:
    """The usual slope and another one."""
    check = _check("leaky_relu", leaky_relu, visible=True)
    check.array(z_call(np.array([-200.0, -1, 0, 3])), [-2.0, -0.01, 0, 3])
    check.array(z_call(np.array([-200.0, -1, 0, 3]), slope=0.2), [-40.0, -0.2, 0, 3])
    check.finish()


def check_leaky_relu_hidden(leaky_relu: Any) -> None:
    """Random arrays and slopes between 0 and 1."""
    from utils.checks import oracles_week02 as oracles

    slopes = [{}, {"slope": 0.3}, {"slope": 0.0}, {"slope": 1.0}]
    _bends("leaky_relu", leaky_relu, oracles.leaky_relu, slopes)


def check_sigmoid_values(sigmoid: Any) -> None:
    """Numbers that a pocket calculator gives."""
    check = _check("sigmoid", sigmoid, visible=True)
    check.array(z_call(np.array([-2.0, 0, 2])), [0.119203, 0.5, 0.880797])
    check.array(z_call(np.array([[1.0, -1]])), [[0.731059, 0.268941]])
    check.finish()


def check_sigmoid_hidden(sigmoid: Any) -> None:
    """Random arrays of one to four axes."""
    from utils.checks import oracles_week02 as oracles

    _bends("sigmoid", sigmoid, oracles.sigmoid)


def check_sigmoid_large(sigmoid: Any) -> None:
    """At -1e4 and 1e4: 0 and 1, without a warning."""
    _far_from_zero("sigmoid", sigmoid, lambda z: np.heaviside(z, 0.5))


def check_softplus_values(softplus: Any) -> None:
    """Numbers that a pocket calculator gives."""
    check = _check("softplus", softplus, visible=True)
    check.array(z_call(np.array([-2.0, 0, 2])), [0.126928, 0.693147, 2.126928])
    check.array(z_call(np.array([[1.0, -1]])), [[1.313262, 0.313262]])
    check.finish()


def check_softplus_hidden(softplus: Any) -> None:
    """Random arrays of one to four axes."""
    from utils.checks import oracles_week02 as oracles

    _bends("softplus", softplus, oracles.softplus)


def check_softplus_large(softplus: Any) -> None:
    """At -1e4 and 1e4: 0 and 1e4, without a warning."""
    _far_from_zero("softplus", softplus, lambda z: np.where(z > 0, z, np.where(z < 0, 0.0, 0.693147)))


def check_max_pool2d_values(max_pool2d: Any) -> None:
    """The worked example, windows that overlap, and negative numbers."""
    check = _check("max_pool2d", max_pool2d, visible=True)
    check.array(pool_call(POOL_IMAGE), np.array([[4.0, 2], [0, 7]])[None, :, :, None])
    check.array(pool_call(POOL_IMAGE, size=3, stride=1), np.array([[6.0, 6], [7, 7]])[None, :, :, None])
    check.array(pool_call(POOL_IMAGE - 10, size=3), np.array([[[[-4.0]]]]))
    check.array(pool_call(POOL_IMAGE[:, :3], size=2, stride=2), np.array([[4.0, 2]])[None, :, :, None])
    check.finish()


def check_avg_pool2d_values(avg_pool2d: Any) -> None:
    """The worked example, windows that overlap, and a remainder."""
    check = _check("avg_pool2d", avg_pool2d, visible=True)
    check.array(pool_call(POOL_IMAGE), np.array([[2.5, 1], [-2, 4.5]])[None, :, :, None])
    check.array(pool_call(POOL_IMAGE, size=3, stride=1), np.array([[14.0, 12], [12, 15]])[None, :, :, None] / 9)
    check.array(pool_call(POOL_IMAGE[:, :3], size=2, stride=2), np.array([[2.5, 1]])[None, :, :, None])
    check.finish()


def _pools(question: str, function: Any, oracle: Function) -> None:
    """A pooling layer on random volumes in the shapes where mistakes show; the arguments by position, too."""
    random = rng()
    check = _check(question, function)
    size, stride = (int(number) for number in random.integers(1, 5, 2))
    cases: list[tuple[tuple[int, ...], dict[str, int | None]]] = [
        ((2, 6, 8, 3), {}),
        ((2, 7, 5, 2), {}),
        ((1, 7, 9, 2), {"size": 3}),
        ((2, 6, 7, 3), {"size": 3, "stride": 2}),
        ((2, 7, 8, 2), {"size": 2, "stride": 3}),
        ((1, 5, 6, 4), {"size": 3, "stride": 1}),
        ((3, 4, 5, 1), {"size": 1, "stride": 2}),
        ((2, 4, 6, 2), {"size": 4, "stride": None}),
        ((2, *(int(number) for number in random.integers(5, 10, 2)), 3), {"size": size, "stride": stride}),
    ]
    for shape, options in cases:
        for dtype in ("float64", "float32"):
            images = (random.normal(size=shape) - 1).astype(dtype)
            check.array(pool_call(images, **options), oracle(images, **options).astype(dtype), dtype=True)
    images = random.normal(size=(2, 3, 7, 6)).transpose(0, 2, 3, 1)
    check.array(Call({"images": images, "size": 3, "stride": 2}), oracle(images, 3, 2))
    check.finish()


def check_max_pool2d_hidden(max_pool2d: Any) -> None:
    """Random volumes, mostly negative."""
    from utils.checks import oracles_week02 as oracles

    _pools("max_pool2d", max_pool2d, oracles.max_pool2d)


def check_avg_pool2d_hidden(avg_pool2d: Any) -> None:
    """Random volumes."""
    from utils.checks import oracles_week02 as oracles

    _pools("avg_pool2d", avg_pool2d, oracles.avg_pool2d)


def check_max_pool2d_errors(max_pool2d: Any) -> None:
    """Windows, strides and axes that cannot be right."""
    _refuse("max_pool2d", max_pool2d, POOL_REFUSALS, *POOL_ALLOWED)


def check_avg_pool2d_errors(avg_pool2d: Any) -> None:
    """Windows, strides and axes that cannot be right."""
    _refuse("avg_pool2d", avg_pool2d, POOL_REFUSALS, *POOL_ALLOWED)


def check_max_pool2d_backward_values(max_pool2d_backward: Any) -> None:
    """The worked example, a tie, and a pixel that wins in two windows."""
    check = _check("max_pool2d_backward", max_pool2d_backward, visible=True)
    dout = np.array([[10.0, -20], [30, 40]])[None, :, :, None]
    expected = np.array([[0.0, 0, -20, 0], [10, 0, 0, 0], [30, 0, 0, 0], [0, 0, 40, 0]])
    check.array(pool_back_call(dout, POOL_IMAGE), expected[None, :, :, None])
    tie = np.array([[5.0, 7], [7, 7]])[None, :, :, None]
    check.array(pool_back_call(dout[:, :1, :1], tie), np.array([[0.0, 10], [0, 0]])[None, :, :, None])
    row = np.array([[1.0, 9, 2], [0, 3, 4]])[None, :, :, None]
    check.array(pool_back_call(dout[:, :1], row, stride=1), np.array([[0.0, -10, 0], [0, 0, 0]])[None, :, :, None])
    check.finish()


def check_max_pool2d_backward_hidden(max_pool2d_backward: Any) -> None:
    """Random volumes with many ties, overlapping windows and remainders."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = _check("max_pool2d_backward", max_pool2d_backward)
    cases: list[tuple[tuple[int, ...], int, int | None]] = [
        ((2, 6, 8, 3), 2, None),
        ((2, 7, 5, 2), 2, 2),
        ((1, 7, 9, 2), 3, 2),
        ((2, 5, 6, 2), 3, 1),
        ((2, 7, 8, 1), 2, 3),
        ((1, 4, 5, 2), 4, 1),
        ((2, int(random.integers(5, 10)), 7, 2), int(random.integers(1, 5)), int(random.integers(1, 5))),
    ]
    for shape, size, stride in cases:
        for dtype, ties in (("float64", False), ("float32", False), ("float64", True)):
            drawn = random.integers(0, 3, shape) if ties else random.normal(size=shape)
            images = (drawn - 2).astype(dtype)
            dout = random.normal(size=oracles.max_pool2d(images, size, stride).shape).astype(dtype)
            expected = oracles.max_pool2d_backward(dout, images, size, stride).astype(dtype)
            check.array(pool_back_call(dout, images, size=size, stride=stride), expected, dtype=True)
    images = random.normal(size=(2, 3, 6, 5)).transpose(0, 2, 3, 1)
    dout = random.normal(size=(2, 3, 2, 2)).transpose(0, 3, 2, 1)
    named = {"dout": dout, "images": images, "size": 3, "stride": 2}
    check.array(Call(named), oracles.max_pool2d_backward(dout, images, 3, 2))
    check.finish()


def check_max_pool2d_backward_errors(max_pool2d_backward: Any) -> None:
    """Windows, strides and axes that cannot be right, and a dout of another shape than the pooled images."""
    whole = pool_back_call(integers(2, 1, 1, 3), integers(2, 4, 4, 3), size=4, stride=9)
    _refuse("max_pool2d_backward", max_pool2d_backward, POOL_BACK_REFUSALS, whole)


def check_softmax_values(softmax: Any) -> None:
    """The worked example, a batch, and scores without a preference."""
    check = _check("softmax", softmax, visible=True)
    check.array(logits_call(WORKED_SCORES), [[0.125, 0.25, 0.625], [0.75, 0.125, 0.125]])
    check.array(logits_call(WORKED_SCORES[0]), [0.125, 0.25, 0.625])
    check.array(logits_call(np.full((1, 4), 3.0)), [[0.25, 0.25, 0.25, 0.25]])
    check.finish()


def check_softmax_hidden(softmax: Any) -> None:
    """Random scores of one to three axes, as many rows as classes, and rows of very different size."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = _check("softmax", softmax)
    for shape in ((5,), (1, 3), (4, 7), (5, 5), (2, 3, 4)):
        for dtype in ("float64", "float32"):
            logits = (random.normal(size=shape) * 4).astype(dtype)
            check.array(logits_call(logits), oracles.softmax(logits), dtype=True)
    check.focus("", "large")
    for dtype, far in HUGE.items():
        logits = (random.normal(size=(4, 6)) + far * np.array([[-1], [0], [0.8], [1]])).astype(dtype)
        check.array(logits_call(logits), oracles.softmax(logits), stage="edge cases")
        logits = (random.integers(-1, 2, (5, 4)) * far).astype(dtype)
        check.array(logits_call(logits), oracles.softmax(logits), stage="edge cases")
    check.finish()


def check_cross_entropy_values(cross_entropy: Any) -> None:
    """The worked example, and scores without a preference: the logarithm of the number of classes."""
    check = _check("cross_entropy", cross_entropy, visible=True)
    check.array(labels_call(WORKED_SCORES[:1], 2), 0.470004)
    check.array(labels_call(WORKED_SCORES, 2, 1), 1.274723)
    check.array(labels_call(np.zeros((3, 10)), 0, 4, 9), 2.302585)
    check.finish()


def check_cross_entropy_hidden(cross_entropy: Any) -> None:
    """Random scores and labels, then huge scores in both precisions."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = _check("cross_entropy", cross_entropy)
    for rows, classes in ((1, 3), (4, 7), (5, 5), (8, 2), (6, 10)):
        for dtype in ("float64", "float32"):
            logits = (random.normal(size=(rows, classes)) * 3).astype(dtype)
            labels = random.integers(0, classes, rows)
            check.array(labels_call(logits, *labels), oracles.cross_entropy(logits, labels))
    check.focus("", "large")
    for dtype, far in HUGE.items():
        logits = (random.integers(-1, 2, (6, 4)) * far).astype(dtype)
        labels = random.integers(0, 4, 6)
        check.array(labels_call(logits, *labels), oracles.cross_entropy(logits, labels), stage="edge cases")
        logits = (random.normal(size=(3, 5)) + far * np.array([[1], [-1], [0]])).astype(dtype)
        labels = random.integers(0, 5, 3)
        check.array(labels_call(logits, *labels), oracles.cross_entropy(logits, labels), stage="edge cases")
    check.finish()


def check_cross_entropy_errors(cross_entropy: Any) -> None:
    """Labels that are no classes, labels of another number, and scores without a batch."""
    _refuse(
        "cross_entropy",
        cross_entropy,
        LOSS_REFUSALS,
        labels_call(integers(3, 4), 0, 3, 3),
        labels_call(integers(1, 2), 1),
    )


def check_cross_entropy_backward_values(cross_entropy_backward: Any) -> None:
    """The worked example: probabilities minus one-hot labels, divided by the number of rows."""
    check = _check("cross_entropy_backward", cross_entropy_backward, visible=True)
    check.array(labels_call(WORKED_SCORES[:1], 2), [[0.125, 0.25, -0.375]])
    check.array(labels_call(WORKED_SCORES, 2, 1), [[0.0625, 0.125, -0.1875], [0.375, -0.4375, 0.0625]])
    check.finish()


def check_cross_entropy_backward_hidden(cross_entropy_backward: Any) -> None:
    """Random scores and labels against a measured slope, then huge scores."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = _check("cross_entropy_backward", cross_entropy_backward)
    for rows, classes in ((1, 3), (4, 7), (5, 5), (8, 2)):
        for dtype in ("float64", "float32"):
            logits = (random.normal(size=(rows, classes)) * 3).astype(dtype)
            labels = random.integers(0, classes, rows)
            expected = oracles.cross_entropy_backward(logits, labels).astype(dtype)
            check.array(labels_call(logits, *labels), expected, dtype=True)
    check.focus("", "large")
    for dtype, far in HUGE.items():
        logits = (random.integers(-1, 2, (6, 4)) * far + far * np.array([[-4], [-2], [0], [0], [2], [4]])).astype(dtype)
        labels = random.integers(0, 4, 6)
        expected = oracles.cross_entropy_backward(logits, labels)
        check.array(labels_call(logits, *labels), expected, stage="edge cases")
    check.finish()


def _conv_gradients(
    check: PartCheck, call: Call, expected: Mapping[str, Any], stage: str = "gradient", *, dtype: bool = False
) -> None:
    """The call must return three arrays; those named in `expected` are compared with it."""
    check.focus("", *expected)
    outcome = check.attempt(call, stage)
    if outcome is None:
        return
    if not isinstance(outcome.value, (tuple, list)) or len(outcome.value) != 3:
        count = f", {len(outcome.value)} long" if isinstance(outcome.value, (tuple, list)) else ""
        lines = [("yours", describe(outcome.value) + count), ("expected", "a tuple (dimages, dweights, dbias)")]
        check.find("shape", "wrong kind of answer", lines, call=call, aspects=GRADIENTS)
        return
    for name, value in zip(GRADIENTS, outcome.value, strict=True):
        if name in expected:
            check.focus(name, name, f"{name} of floats", "dtype")
            check.compare(call, value, np.asarray(expected[name]), stage=stage, dtype=dtype)


def _conv_back_part(conv2d_backward: Any, part: str, cases: Sequence[tuple[Call, Any]]) -> None:
    check = _check("conv2d_backward", conv2d_backward, visible=True)
    for call, expected in cases:
        _conv_gradients(check, call, {part: expected})
    check.finish(f"{part} as expected")


def check_conv2d_backward_bias(conv2d_backward: Any) -> None:
    """The sum of what arrives, for each filter."""
    two = np.concatenate([WORKED_DOUT, 3 * WORKED_DOUT + 1], axis=-1)
    cases = [
        (conv_back_call(WORKED_DOUT, WORKED_IMAGE, WORKED_KERNEL), [2.0]),
        (conv_back_call(two, WORKED_IMAGE, np.concatenate([WORKED_KERNEL] * 2, axis=-1)), [2.0, 10]),
    ]
    _conv_back_part(conv2d_backward, "dbias", cases)


def check_conv2d_backward_weights(conv2d_backward: Any) -> None:
    """The worked example, a batch of two, a stride, and padding."""
    batch = np.concatenate([WORKED_IMAGE, WORKED_IMAGE[:, ::-1]])
    expected = np.array([[5.0, 3], [-1, 4]])[:, :, None, None]
    cases = [
        (conv_back_call(WORKED_DOUT, WORKED_IMAGE, WORKED_KERNEL), expected),
        (
            conv_back_call(np.concatenate([WORKED_DOUT, 0 * WORKED_DOUT]), batch, WORKED_KERNEL),
            expected,
        ),
        (
            conv_back_call(WORKED_DOUT[:, :1, :1], WORKED_IMAGE, WORKED_KERNEL, stride=2),
            WORKED_IMAGE[0, :2, :2, :, None],
        ),
        (
            conv_back_call(WORKED_DOUT, WORKED_IMAGE, WORKED_KERNEL, stride=2, padding=1),
            np.array([[0.0, 2], [0, 2]])[:, :, None, None],
        ),
    ]
    _conv_back_part(conv2d_backward, "dweights", cases)


def check_conv2d_backward_images(conv2d_backward: Any) -> None:
    """The worked example, a stride that leaves pixels out, and padding that is cut off again."""
    cases = [
        (
            conv_back_call(WORKED_DOUT, WORKED_IMAGE, WORKED_KERNEL),
            np.array([[1.0, 1, -2], [2, 3, 1], [0, -2, 0]])[None, :, :, None],
        ),
        (
            conv_back_call(WORKED_DOUT[:, :1, :1], WORKED_IMAGE, WORKED_KERNEL, stride=2),
            np.array([[1.0, 2, 0], [0, -1, 0], [0, 0, 0]])[None, :, :, None],
        ),
        (
            conv_back_call(WORKED_DOUT, WORKED_IMAGE, WORKED_KERNEL, stride=2, padding=1),
            np.array([[-1.0, 0, 1], [4, 0, 0], [-2, 0, 0]])[None, :, :, None],
        ),
    ]
    _conv_back_part(conv2d_backward, "dimages", cases)


def check_conv2d_backward_hidden(conv2d_backward: Any) -> None:
    """Random volumes and a random dout, in float32 and float64; all three gradients, every argument by position."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = _check("conv2d_backward", conv2d_backward)
    height, width = (int(size) for size in random.integers(6, 9, 2))
    cases: list[tuple[tuple[int, ...], tuple[int, ...], int, int]] = [
        ((2, 6, 7, 3), (3, 3, 3, 2), 1, 0),
        ((2, 7, 6, 2), (2, 3, 2, 3), 2, 0),
        ((2, 5, 8, 3), (3, 2, 3, 2), 3, 2),
        ((1, 6, 5, 1), (3, 3, 1, 4), 1, 1),
        ((3, 4, 3, 2), (1, 1, 2, 3), 2, 0),
        ((2, 4, 5, 3), (4, 5, 3, 2), 1, 0),
        ((1, 5, 4, 2), (2, 3, 2, 1), 2, 1),
        ((2, height, width, 2), (3, 2, 2, 3), int(random.integers(1, 4)), 1),
    ]
    for shape, window, stride, padding in cases:
        for dtype in ("float64", "float32"):
            images, weights = (random.normal(size=size).astype(dtype) for size in (shape, window))
            out = [(shape[axis] + 2 * padding - window[axis - 1]) // stride + 1 for axis in (1, 2)]
            dout = random.normal(size=(shape[0], *out, window[3])).astype(dtype)
            found = oracles.conv2d_backward(dout, images, weights, stride, padding)
            expected = {name: value.astype(dtype) for name, value in zip(GRADIENTS, found, strict=True)}
            call = conv_back_call(dout, images, weights, stride=stride, padding=padding)
            _conv_gradients(check, call, expected, dtype=True)
    images, weights = random.normal(size=(2, 2, 6, 5)).transpose(0, 3, 2, 1), random.normal(size=(2, 3, 2, 2))
    dout = random.normal(size=(2, 3, 4, 2))[:, :, :3]
    named = {"dout": dout, "images": images, "weights": weights, "stride": 2, "padding": 1}
    found = oracles.conv2d_backward(dout, images, weights, 2, 1)
    _conv_gradients(check, Call(named), dict(zip(GRADIENTS, found, strict=True)))
    check.finish()


def check_conv2d_backward_errors(conv2d_backward: Any) -> None:
    """Strides, padding, kernels, axes, channels and a dout that cannot be right."""
    whole = conv_back_call(integers(2, 1, 1, 1), integers(2, 2, 3, 2), integers(4, 5, 2, 1), stride=7, padding=1)
    _refuse("conv2d_backward", conv2d_backward, CONV_BACK_REFUSALS, whole)


BATCH, RATE, EPOCHS, TRIES, SECONDS, BAR = 50, 0.4, 50, 2, 60.0, 0.95
TRAINING_DIGITS = 1400
SLOPE_TOLERANCE = 0.08


class _Fault(Exception):  # noqa: N818 - a finding, not an accident
    """What is wrong with a network: `kind` is for its fingerprint, the rest for the student."""

    def __init__(self, kind: str, headline: str, *lines: tuple[str, str]) -> None:
        super().__init__(kind)
        self.kind, self.headline, self.lines = kind, headline, lines


class _Network:
    """One network of the student's class; its answers come back as plain numbers, or as a `_Fault`."""

    def __init__(self, kind: Function, *seed: int) -> None:
        self.model = self._ask(kind, "TinyCNN", Call(dict(zip(("seed",), seed, strict=False))))
        self._forward, self._step = (self._method(name) for name in ("forward", "train_step"))

    def forward(self, images: np.ndarray) -> np.ndarray:
        """Logits `(N, 10)` in float64."""
        call = Call({"images": images})
        value = self._ask(self._forward, "forward", call)
        logits = as_array(value)
        if logits is None or logits.shape != (len(images), 10):
            shown = describe(value) if logits is None else f"shape {logits.shape}"
            asked, expected = ("you were asked for", call.describe("forward")), f"an array of shape ({len(images)}, 10)"
            raise _Fault(f"forward {shown}", "wrong answer of forward", asked, ("yours", shown), ("expected", expected))
        if not np.isfinite(logits).all():
            raise _Fault("not finite", "logits that are not finite", ("yours", "nan or inf among the logits"))
        return logits.astype(np.float64)

    def step(self, images: np.ndarray, labels: np.ndarray, lr: float) -> float:
        """One training step; the loss it returns."""
        call = Call({"images": images, "labels": labels, "lr": lr})
        value = self._ask(self._step, "train_step", call)
        loss = as_array(value)
        if loss is None or loss.shape != ():
            shown = describe(value) if loss is None else f"an array of shape {loss.shape}"
            lines = ("yours", shown), ("expected", "the loss, one number")
            raise _Fault(
                f"loss {shown}",
                "wrong answer of train_step",
                ("you were asked for", call.describe("train_step")),
                *lines,
            )
        return float(loss)

    def _method(self, name: str) -> Function:
        try:
            return getattr(self.model, name)
        except Exception:
            raise _Fault(f"no {name}", "a method is missing", ("expected", f"a method {name}")) from None

    def _ask(self, function: Function, name: str, call: Call) -> Any:
        outcome = run(function, call)
        asked = ("you were asked for", call.describe(name))
        if outcome.error is not None:
            shown = f"{type(outcome.error).__name__}: {outcome.error}"[:200]
            raise _Fault(f"{name} raised", f"{name} stopped by an exception", asked, ("it raised", shown))
        if outcome.changed:
            shown = f"{', '.join(outcome.changed)}: work on a copy, the caller still needs the original"
            raise _Fault(f"{name} changed its input", f"{name} changed its input", asked, ("changed", shown))
        return outcome.value


def _pictures(count: int, seed: int = 1) -> np.ndarray:
    """Fixed noise `(count, 8, 8, 1)` between 0 and 1."""
    return (integers(count, 8, 8, 1, seed=seed) + 7) / 15


def _near(first: np.ndarray, second: np.ndarray, tolerance: float = 1e-4) -> bool:
    return bool(np.abs(first - second).max() <= tolerance * max(1.0, float(np.abs(second).max())))


def _forward_is_pure(kind: Function) -> None:
    """Logits of shape (N, 10): the same at every call, no probabilities, each image for itself."""
    network, images = _Network(kind, 0), _pictures(6)
    logits = network.forward(images)
    if not _near(network.forward(images), logits):
        learns = _near(_Network(kind, 0).forward(images), logits)
        lines = ("seen", "two calls with the same images differ"), ("expected", "the same logits")
        raise _Fault("forward learns" if learns else "forward is random", "forward changes its mind", *lines)
    for total, name in ((logits.sum(axis=1), "probabilities"), (np.exp(logits).sum(axis=1), "log probabilities")):
        if _near(total, np.ones(6)) and (name != "probabilities" or logits.min() >= 0):
            raise _Fault(name, f"{name} instead of logits", ("expected", "the scores before the softmax"))
    alone = np.concatenate([network.forward(images[index : index + 1]) for index in range(6)])
    if not _near(alone, logits):
        raise _Fault("batch", "an image is not judged alone", ("seen", "its logits change with the rest of the batch"))
    before = network.forward(images[:2])
    for _ in range(3):
        network.forward(images)
    if not _near(network.forward(images[:2]), before):
        raise _Fault("forward learns", "forward changes the network", ("seen", "logits drift from call to call"))


def _seed_is_used(kind: Function) -> None:
    """The seed alone decides the first weights; 0 is the default; networks share nothing."""
    images, labels = _pictures(5, seed=2), np.arange(5)
    first = _Network(kind, 0).forward(images)
    if not _near(_Network(kind, 0).forward(images), first):
        raise _Fault("not reproducible", "the seed does not decide", ("seen", "TinyCNN(0) twice: different logits"))
    if not _near(_Network(kind).forward(images), first):
        raise _Fault("default seed", "the default seed is not 0", ("seen", "TinyCNN() and TinyCNN(0) differ"))
    if np.ptp(first) < 1e-9:
        raise _Fault(
            "flat start", "the first weights are not random", ("seen", "every logit of every image is the same")
        )
    others = [_Network(kind, seed).forward(images) for seed in (1, 2)]
    if any(_near(other, first) for other in others) or _near(others[0], others[1]):
        raise _Fault("seed ignored", "the seed is not used", ("seen", "different seeds give the same logits"))
    one, other = _Network(kind, 0), _Network(kind, 0)
    one.step(images, labels, 0.1)
    if not _near(other.forward(images), first):
        raise _Fault("shared", "networks share their weights", ("seen", "one learnt, and another changed with it"))
    if not _near(_Network(kind, 0).forward(images), first):
        raise _Fault("shared start", "networks share their weights", ("seen", "a new TinyCNN(0) is not new"))


def _network_bends(kind: Function) -> None:
    """The logits are not a linear function of the image."""
    images = _pictures(2, seed=3) * 4
    for seed in (0, 1):
        one, other, both, none = _Network(kind, seed).forward(np.stack([*images, images.sum(axis=0), 0 * images[0]]))
        if np.abs(both - one - other + none).max() > 1e-3 * max(1.0, float(np.abs(both).max())):
            return
    lines = ("seen", "the logits of a sum of images are the sum of their logits"), ("so", "nothing in it bends")
    raise _Fault("linear", "a linear network", *lines)


def _windows_are_small(kind: Function) -> None:
    """Neighbouring pixels work together in the first layer, distant ones do not.

    For two pixels alone and both at once, the logits differ from a sum only through units that see both. A dense first
    layer sees all pairs alike; a convolution joins neighbours, and distant pixels only through later layers.
    """
    near, far = [], []
    for row, column in np.ndindex(8, 8):
        near += [((row, column), (row, column + 1))] if column < 7 else []
        near += [((row, column), (row + 1, column))] if row < 7 else []
        far += [((row, column), (7 - row, 7 - column))] if row < 2 or (column < 2 and row < 4) else []
    strength = []
    for pairs in (near, far):
        total = 0.0
        images = np.zeros((3 * len(pairs) + 1, 8, 8, 1))
        for index, (one, other) in enumerate(pairs):
            images[3 * index][one] = images[3 * index + 1][other] = 1
            images[3 * index + 2][one] = images[3 * index + 2][other] = 1
        for seed in (0, 1, 2):
            logits = _Network(kind, seed).forward(images)
            singles, pair = logits[:-1].reshape(-1, 3, 10)[:, :2], logits[2:-1:3]
            total += float(np.square(pair - singles.sum(axis=1) + logits[-1]).mean())
        strength.append(total**0.5)
    if strength[1] > 0.65 * strength[0]:
        seen = f"distant pixels act together {strength[1] / max(strength[0], 1e-12):.0%} as strongly as neighbours"
        raise _Fault(
            "no window", "no convolution at the image", ("seen", seen), ("expected", "far less than neighbours")
        )


def _loss_is_right(kind: Function) -> None:
    """train_step returns the mean cross-entropy of the batch before its change."""
    from utils.checks import oracles_week02 as oracles

    images, labels = _pictures(6, seed=4) * 2, np.array([3, 0, 9, 3, 5, 1])
    network = _Network(kind, 0)
    before = network.forward(images)
    loss = network.step(images, labels, 0.05)
    after, expected = network.forward(images), oracles.cross_entropy(before, labels)
    if abs(loss - expected) <= 1e-3 * max(1.0, expected):
        return
    right = np.take_along_axis(oracles.softmax(before), labels[:, None], axis=1)
    known = {
        "probability": float(right.mean()),
        "doubt": float(1 - right.mean()),
        "accuracy": float((before.argmax(axis=1) == labels).mean()),
        "after": oracles.cross_entropy(after, labels),
        "sum": 6 * expected,
        "negative": -expected,
        "over classes": expected / 10,
        "twice the mean": 2 * expected,
    }
    found = [name for name, value in known.items() if abs(loss - value) <= 1e-3 * max(1.0, abs(value))]
    what = "mean cross-entropy of forward(images) before the step"
    lines = ("yours", f"{loss:.6g}"), ("expected", f"{expected:.6g}, the {what}")
    raise _Fault(f"loss {found[0] if found else 'other'}", "wrong loss", *lines)


def _step_descends(kind: Function) -> None:
    """A small step lowers the loss; the rate decides how far."""
    from utils.checks import oracles_week02 as oracles

    images, labels = _pictures(8, seed=5), np.array([3, 0, 9, 3, 5, 1, 7, 7])
    moved, losses = {}, {}
    for lr in (0.0, 0.001, 0.002):
        network = _Network(kind, 1)
        before = network.forward(images)
        network.step(images, labels, lr)
        after = network.forward(images)
        moved[lr] = after - before
        losses[lr] = oracles.cross_entropy(after, labels) - oracles.cross_entropy(before, labels)
    if np.abs(moved[0.001]).max() < 1e-7:
        raise _Fault("no change", "train_step changes nothing", ("seen", "the same logits before and after a step"))
    if np.abs(moved[0.0]).max() > 0.1 * np.abs(moved[0.001]).max():
        raise _Fault("rate 0", "the rate is not used", ("seen", "a step with lr=0 changes the logits"))
    if losses[0.001] > 0:
        raise _Fault(
            "rises", "a step makes the loss larger", ("seen", f"lr=0.001: the loss rises by {losses[0.001]:.2g}")
        )
    ratio = float(np.vdot(moved[0.002], moved[0.001]) / np.vdot(moved[0.001], moved[0.001]))
    if not 1.6 < ratio < 2.4:
        lines = ("seen", f"lr=0.002 goes {ratio:.2f} times as far as lr=0.001"), ("expected", "twice as far")
        raise _Fault(f"rate {ratio:.0f}", "the rate is not the length of the step", *lines)


def _batch_is_a_mean(kind: Function) -> None:
    """Showing every image twice is the same step; every image of the batch counts."""
    images, labels = _pictures(4, seed=6), np.array([2, 8, 2, 6])

    def change(chosen: Sequence[int]) -> np.ndarray:
        network = _Network(kind, 2)
        before = network.forward(images)
        network.step(images[list(chosen)], labels[list(chosen)], 0.002)
        return network.forward(images) - before

    whole, twice = change(range(4)), change([0, 1, 2, 3] * 2)
    if not np.abs(whole).max() > 1e-7:
        raise _Fault("no change", "train_step changes nothing", ("seen", "the same logits before and after a step"))
    ratio = float(np.vdot(twice, whole) / np.vdot(whole, whole))
    if abs(ratio - 1) > 0.05:
        seen = f"the same images, each shown twice: the step is {ratio:.2f} times as long"
        raise _Fault(f"batch {ratio:.1f}", "the step grows with the batch", ("seen", seen), ("expected", "1.00"))
    singles = [change([index]) for index in range(4)]
    mean = np.mean(singles, axis=0)
    scale = float(np.vdot(whole, mean) / np.vdot(mean, mean))
    if np.abs(whole - scale * mean).max() > 0.2 * np.abs(scale * mean).max():
        only = any(_near(whole, single * np.vdot(whole, single) / np.vdot(single, single), 1e-6) for single in singles)
        seen = "one image decides alone" if only else "it is no mean of four steps, each on one of the images"
        raise _Fault("one image" if only else "no mean", "not the step of the whole batch", ("seen", seen))
    if abs(scale - 1) > 0.1:
        seen = f"one step on four images is {scale:.2f} times the mean of four single steps"
        raise _Fault(
            f"scale {scale:.1f}", "the step is not the mean over the batch", ("seen", seen), ("expected", "1.00")
        )


def _gradients_are_right(kind: Function) -> None:
    """Every array that the logits depend on moves by lr times its slope, which is measured along random directions.

    The arrays are found where the network lives. Arrays without influence on the logits are not weights; a network that
    shows no arrays is left to the other checks.
    """
    _measure_slopes(_Network(kind, 3), "gradient")
    network = _Network(kind, 4)
    network.step(_pictures(3, seed=8), np.array([1, 2, 3]), 0.01)
    _measure_slopes(network, "second step")


def _measure_slopes(network: _Network, name: str) -> None:
    """One step, compared with slopes that are measured before it."""
    from utils.checks import oracles_week02 as oracles

    images, labels = _pictures(5, seed=7) * 2 - 0.5, np.array([4, 0, 9, 4, 7])
    network.forward(images)
    before, count = _arrays(network), 6
    random = np.random.default_rng(0)
    measured: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for path, array in before.items():
        directions = random.normal(size=(count, *array.shape))
        directions /= np.sqrt(np.square(directions).sum(axis=tuple(range(1, directions.ndim)), keepdims=True))
        small = 2e-4 if array.dtype.itemsize >= 8 else 2e-3  # as short as the precision allows: a ReLU has a kink
        both = np.concatenate([directions, -directions]) * small
        nudge = Call({"images": images, "path": path, "directions": both})
        logits = as_array(run(functools.partial(probe, nudged_logits, network.model), nudge).value)
        if logits is not None and logits.shape == (2 * count, 5, 10):
            losses = np.array([oracles.cross_entropy(row, labels) for row in logits])
            measured[path] = directions, (losses[:count] - losses[count:]) / (2 * small)
    rate = 0.5  # so large that a layer which changes before its gradient has been passed on is seen
    network.step(images, labels, rate)
    after = _arrays(network)
    for path, (directions, slopes) in measured.items():
        size = float(np.sqrt(np.square(slopes).mean()))
        if size < 1e-3 or path not in after or after[path].shape != before[path].shape:
            continue
        claimed = (before[path].astype(np.float64) - after[path]) / rate
        along = np.tensordot(directions, claimed, claimed.ndim)
        shown = ("array", f"{path}, shape {claimed.shape}")
        if not np.abs(claimed).max() > 1e-6:
            lines = [shown, ("seen", "the loss depends on it, and train_step leaves it as it is")]
            raise _Fault("frozen", "weights that never learn", *lines)
        if np.median(np.abs(along - slopes)) > SLOPE_TOLERANCE * size + 1e-3:
            pairs = zip(along[:2], slopes[:2], strict=True)
            lines = [("slope", f"by your step {number:.4g}, measured {slope:.4g}") for number, slope in pairs]
            raise _Fault(name, "a step that is not along the gradient", shown, *lines)


def _arrays(network: _Network) -> dict[str, np.ndarray]:
    """Arrays of the student's network; empty when they cannot be had."""
    found = run(functools.partial(probe, arrays_of, network.model), Call()).value
    return (
        {path: array for path, array in found.items() if isinstance(array, np.ndarray)}
        if isinstance(found, dict)
        else {}
    )


ASPECTS: dict[str, Callable[[Function], None]] = {
    "forward": _forward_is_pure,
    "seed": _seed_is_used,
    "bend": _network_bends,
    "window": _windows_are_small,
    "loss": _loss_is_right,
    "step": _step_descends,
    "batch": _batch_is_a_mean,
    "gradient": _gradients_are_right,
}


def _kind_of_fault(aspect: str) -> Callable[[Function], list[str]]:
    def look(kind: Function) -> list[str]:
        try:
            ASPECTS[aspect](kind)
        except _Fault as fault:
            return [fault.kind]
        return ["fine"]

    return look


PROBES["TinyCNN"] = {aspect: _kind_of_fault(aspect) for aspect in ASPECTS}


def _look_at(kind: Any, *aspects: str) -> None:
    """Check some aspects of the class in order; the first fault is the message."""
    check = _check("TinyCNN", kind, visible=True)
    if check.attempt(Call({"seed": 0}), "callable") is not None:
        for number, aspect in enumerate(aspects):
            try:
                ASPECTS[aspect](kind)
            except _Fault as fault:
                check.find("values", fault.headline, fault.lines, aspects=aspects[: number + 1])
                break
            check.show((ASPECTS[aspect].__doc__ or "").splitlines()[0])
    check.finish()


def check_TinyCNN_forward(TinyCNN: Any) -> None:  # noqa: N802 - named after the class
    """Logits of the right shape, by the seed and each image alone; a bend, and windows instead of all pixels."""
    _look_at(TinyCNN, "forward", "seed", "bend", "window")


def check_TinyCNN_step(TinyCNN: Any) -> None:  # noqa: N802
    """The loss before the step; a small step lowers it; the rate and the mean over the batch decide how far."""
    _look_at(TinyCNN, "loss", "step", "batch")


def check_TinyCNN_hidden(TinyCNN: Any) -> None:  # noqa: N802
    """Every weight moves along its measured slope, and ten images can be learnt by heart."""
    _look_at(TinyCNN, "gradient")
    random = rng()
    images, labels = random.random((10, 8, 8, 1)), random.permutation(10)
    check = _check("TinyCNN", TinyCNN, visible=True)
    try:
        network = _Network(TinyCNN, int(random.integers(1000)))
        losses = [network.step(images, labels, RATE) for _ in range(300)]
        check.calls = len(losses)
        if not losses[-1] < 0.1:
            seen = f"10 images, 300 steps, lr={RATE}: loss {losses[0]:.3g} at first, {losses[-1]:.3g} at last"
            raise _Fault("overfit", "ten images are not learnt by heart", ("seen", seen), ("expected", "below 0.1"))
    except _Fault as fault:
        check.find("values", fault.headline, fault.lines, aspects=tuple(ASPECTS))
    check.finish("ten images learnt by heart")


def _digits(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """All 1,797 digits of scikit-learn in a random order: images (N, 8, 8, 1) between 0 and 1, labels (N,)."""
    from sklearn.datasets import load_digits

    digits = load_digits()
    order = random.permutation(len(digits.target))
    return digits.images[order][..., None] / 16, digits.target[order]


def check_TinyCNN_accuracy(TinyCNN: Any) -> None:  # noqa: N802
    """Trains on 1,400 digits until 95 % of the other 397 are read; a second network has a try when the first misses."""
    random = rng()
    check = _check("TinyCNN", TinyCNN, visible=True)
    if check.attempt(Call({"seed": 0}), "callable") is None:
        check.finish()
    start, best = time.monotonic(), 0.0
    try:
        for _ in range(TRIES):
            best = max(best, _accuracy_after_training(check, TinyCNN, random, start + SECONDS))
            if best >= BAR:
                break
        else:
            seen = f"at best {best:.1%} of the unseen digits, by {TRIES} networks in {EPOCHS} epochs each"
            raise _Fault("accuracy", "too many digits are misread", ("seen", seen), ("expected", f"{BAR:.0%}"))
    except _Fault as fault:
        check.find("values", fault.headline, fault.lines, aspects=tuple(ASPECTS))
    check.finish(f"{best:.1%} of the unseen digits are read")


def _accuracy_after_training(check: Check, kind: Function, random: np.random.Generator, deadline: float) -> float:
    """Train a new network on a new choice of digits until it reaches the bar; the best share of right answers."""
    images, labels = _digits(random)
    network, best = _Network(kind, int(random.integers(1000))), 0.0
    for epoch in range(1, EPOCHS + 1):
        for chosen in random.permutation(TRAINING_DIGITS).reshape(-1, BATCH):
            loss = network.step(images[chosen], labels[chosen], RATE)
            if time.monotonic() > deadline:
                lines = ("seen", f"{SECONDS:g} s were over in epoch {epoch}"), ("best so far", f"{best:.1%}")
                raise _Fault("slow", "training takes too long", *lines)
        right = float(np.mean(network.forward(images[TRAINING_DIGITS:]).argmax(axis=1) == labels[TRAINING_DIGITS:]))
        best = max(best, right)
        check.show(f"epoch {epoch}: loss of the last batch {loss:.3f}, unseen digits right {right:.1%}")
        if best >= BAR:
            break
    return best
