"""Checks of `relu`, `relu_backward`, `leaky_relu`, `sigmoid` and `softplus`."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Mapping, Sequence
from typing import Any
from unittest import mock

import numpy as np

from utils.checks.fingerprints import Function, Probes, call_probes, named_check, token
from utils.checks.fixed_arrays import halves, integers
from utils.checks.probe import probe
from utils.checks.report import Call, rng, run
from utils.checks.week02.parts import part_check

FAR = np.array([-1e4, -750.0, -40, 0, 40, 750, 1e4])


def z_call(z: np.ndarray, **options: float) -> Call:
    """relu(z), leaky_relu(z, slope=...), sigmoid(z), softplus(z)"""
    return Call({"z": z}, options)


def gate_call(dout: np.ndarray, z: np.ndarray) -> Call:
    """relu_backward(dout, z)"""
    return Call({"dout": dout, "z": z})


def warnings_of(function: Function, z: np.ndarray) -> list[str]:
    """The warnings that NumPy gives while `function(z)` is computed."""
    with np.errstate(over="warn", divide="warn", invalid="warn"), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function(z.copy())
    return [str(warning.message) for warning in caught]


class _OverflowStaysOn(np.errstate):
    """`np.errstate` that leaves the treatment of overflows as it is."""

    def __init__(self, **kinds: Any) -> None:
        super().__init__(**{kind: what for kind, what in kinds.items() if kind in ("divide", "under", "invalid")})


def overflows_of(function: Function, z: np.ndarray) -> int:
    """How often a number overflows while `function(z)` is computed, even where the function silences warnings.

    NumPy is asked to count overflows instead of warning of them; for that time `np.errstate` and `np.seterr` cannot
    switch this off.
    """
    found: list[str] = []
    with (
        np.errstate(over="call", call=lambda kind, _: found.append(kind)),
        mock.patch.object(np, "errstate", _OverflowStaysOn),
        mock.patch.object(np, "seterr", return_value=np.geterr()),
    ):
        function(z.copy())
    return len(found)


def _warnings(function: Function, dtype: str) -> list[str]:
    """`warnings_of` where the function lives; empty when it raises, which its values tell."""
    found = run(functools.partial(probe, warnings_of, function), Call({"z": FAR.astype(dtype)})).value
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _overflows(function: Function, dtype: str) -> bool:
    """Whether `overflows_of` counts any, where the function lives."""
    found = run(functools.partial(probe, overflows_of, function), Call({"z": FAR.astype(dtype)})).value
    return isinstance(found, int) and found > 0


def _bend_probes(values: Sequence[Call], floats: Sequence[Call], *, large: bool = False) -> Probes:
    """Probes of an activation; with `large`, also far from 0."""
    probes = dict(call_probes(values, floats=floats))
    if large:
        probes["large"] = lambda function: [token(run(function, z_call(FAR)).value)]
        probes["warnings"] = lambda function: [
            str(bool(_warnings(function, dtype))) for dtype in ("float64", "float32")
        ]
        probes["silenced"] = lambda function: [str(_overflows(function, dtype)) for dtype in ("float64", "float32")]
    return probes


def _bends(question: str, function: Any, oracle: Function, options: Sequence[Mapping[str, float]] = ({},)) -> None:
    """An activation on random arrays of one to four axes, in both precisions, and on one that is not contiguous."""
    random = rng()
    check = named_check(question, function, PROBES)
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
    check = part_check(question, function, PROBES, visible=True)
    check.focus("", "large", "warnings", "silenced")
    for dtype in ("float64", "float32"):
        call = z_call(FAR.astype(dtype))
        check.array(call, oracle(FAR).astype(dtype))
        if found := _warnings(function, dtype):
            lines = [("NumPy warned", found[0]), ("z", str(FAR.tolist())), ("dtype", dtype)]
            check.find("values", "a warning far from 0", lines, call=call)
        elif _overflows(function, dtype):
            lines = [("seen", "a number overflows, and the warning is switched off")]
            lines += [("z", str(FAR.tolist())), ("dtype", dtype)]
            check.find("values", "an overflow far from 0", lines, call=call)
    check.finish("right and silent far from 0")


def check_relu_values(relu: Any) -> None:
    """Five numbers and a small image."""
    check = named_check("relu", relu, PROBES, visible=True)
    check.array(z_call(np.array([-2.0, -0.5, 0, 0.5, 3])), [0.0, 0, 0, 0.5, 3])
    check.array(z_call(np.array([[-1.0, 4], [2, -3]])), [[0.0, 4], [2, 0]])
    check.finish()


def check_relu_hidden(relu: Any) -> None:
    """Random arrays of one to four axes."""
    from utils.checks import oracles_week02 as oracles

    _bends("relu", relu, oracles.relu)


def check_relu_backward_values(relu_backward: Any) -> None:
    """The worked example: what arrives passes where z was above 0."""
    check = named_check("relu_backward", relu_backward, PROBES, visible=True)
    check.array(gate_call(np.array([4.0, -5, 6, 7, -8]), np.array([-1.0, 2, 0, 3, -4])), [0.0, -5, 0, 7, 0])
    check.array(gate_call(np.array([[1.0, 2], [3, 4]]), np.array([[0.0, 1], [-1, 9]])), [[0.0, 2], [0, 4]])
    check.finish()


def check_relu_backward_hidden(relu_backward: Any) -> None:
    """Random arrays with exact zeros in z."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = named_check("relu_backward", relu_backward, PROBES)
    for shape in ((9,), (1, 6), (3, 4), (2, 3, 1, 2)):
        for dtype in ("float64", "float32"):
            dout, z = random.normal(size=shape).astype(dtype), random.normal(size=shape).astype(dtype)
            z[random.random(shape) < 0.2] = 0
            check.array(gate_call(dout, z), oracles.relu_backward(dout, z).astype(dtype), dtype=True)
    check.finish()


def check_leaky_relu_values(leaky_relu: Any) -> None:
    """The usual slope and another one."""
    check = named_check("leaky_relu", leaky_relu, PROBES, visible=True)
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
    check = named_check("sigmoid", sigmoid, PROBES, visible=True)
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
    check = named_check("softplus", softplus, PROBES, visible=True)
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


PROBES: dict[str, Probes] = {
    "relu": _bend_probes(
        [
            z_call(integers(3, 5)),
            z_call(integers(2, 2, 3, 2, seed=2)),
            z_call(np.array([[0.25, 2], [3, -1]])),
            z_call(np.array([1.0, 2])),
        ],
        [z_call(halves(3, 4))],
    ),
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
}
