"""Checks of `Inception`, four branches side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import classic_probes as probes
from utils.checks.fingerprints import Function, Probes, named_check
from utils.checks.report import Check, as_array, rng
from utils.checks.scenes import Scene, attempt
from utils.checks.week05.networks import (
    Shape,
    centre_token,
    inventory_token,
    judge_parameters,
    judge_shape,
    make_inputs,
    make_weights,
    middle,
    near,
    network_scene,
    shape_token,
    told,
    value_token,
)

Widths = tuple[int, int, int, int, int, int, int]
BRANCHES = ("1x1", "3x3", "5x5", "pool")
SIX = 6
FINAL = (0, 2, 4, 5)  # the convolutions that end a branch, in `_kernels`
WIDTHS: Widths = (5, 2, 3, 6, 4, 7, 8)
ASPECTS = ("windows", "relu", "order", "shift", "negative", "inventory", "shape")
_SHAPES: list[tuple[Widths, Shape]] = [
    (WIDTHS, (2, 5, 7, 9)),
    ((6, 4, 2, 5, 1, 2, 3), (1, 6, 8, 8)),
    ((192, 64, 96, 128, 16, 32, 32), (1, 192, 4, 5)),
]


def _kernels(in_channels: int, c1: int, r3: int, c3: int, r5: int, c5: int, pool: int) -> list[Shape]:
    return [
        (c1, in_channels, 1, 1),
        (r3, in_channels, 1, 1),
        (c3, r3, 3, 3),
        (r5, in_channels, 1, 1),
        (c5, r5, 5, 5),
        (pool, in_channels, 1, 1),
    ]


def _out(widths: Widths) -> list[int]:
    return [widths[1], widths[3], widths[5], widths[6]]


def _random_widths(random: np.random.Generator) -> Widths:
    """Different primes, none of them the side of a kernel.

    So the size of an array of weights says to which layer it belongs, also where a kernel has another size than asked.
    """
    return tuple(int(number) for number in random.permutation([2, 7, 11, 13, 17, 19, 23]))  # type: ignore[return-value]


def _block_scene(
    random: np.random.Generator,
    widths: Widths,
    size: tuple[int, int],
    *,
    flat: bool,
    kind: str,
    count: int = 2,
    shift: float = 0.0,
) -> Scene:
    """Inception(*widths)(x) with weights given; `shift` is what biases or normalisations add, if there are any."""
    shape = (count, widths[0], *size)
    x = make_inputs(random, shape, "flat" if flat else kind)
    arrays = make_weights(random, _kernels(*widths), kind)
    numbers = ", each map of one number" if flat else ", negative numbers" if kind == "negative" else ""
    biases = f", biases {shift:g}, if any" if shift else ""
    text = f"(x {shape}{numbers}), {kind} weights given{biases}"
    return network_scene("Inception", (widths, {}), text, x=x, arrays=arrays, training=False, shift=shift)


def _expected(scene: Scene, bias: float = 0.0) -> list[np.ndarray]:
    from utils.checks import oracles_week05 as oracles

    return oracles.inception(scene.required["arrays"], scene.required["x"], bias)


def _somewhere(array: np.ndarray, branch: np.ndarray) -> bool:
    """Whether each channel of a branch is among the channels of the answer, at whatever place."""
    if array.ndim != branch.ndim or array.shape[:1] + array.shape[2:] != branch.shape[:1] + branch.shape[2:]:
        return False
    own, asked = (np.moveaxis(maps, 1, 0).reshape(maps.shape[1], -1) for maps in (array, branch))
    return all(any(near(channel, wanted).all() for channel in own) for wanted in asked)


def _judge_branches(
    check: Check, inception: Any, scene: Scene, branches: Sequence[int], aspects: Sequence[str], *, centre: bool = False
) -> None:
    """The branches must be among the channels; their order is another check's matter."""
    found = attempt(check, probes.answer, inception, scene, aspects)
    if found is None:
        return
    if found["shifted"] not in (0, SIX):
        return  # a bias here and there: not asked about
    array = as_array(found["output"])
    expected = _expected(scene, scene.required["shift"] if found["shifted"] else 0.0)
    if array is None or array.ndim != 4:
        shown = f"a {found['kind']}" if array is None else f"{array.ndim} axes"
        lines = [("yours", shown), ("expected", "a tensor (N, C, H, W)")]
        check.find("values", "wrong kind of answer", lines, call=scene, aspects=aspects)
        return
    if centre:
        array, expected = middle(array), [middle(branch) for branch in expected]
    start = np.cumsum([0, *(branch.shape[1] for branch in expected)])
    for number in branches:
        branch = expected[number]
        if not _somewhere(array, branch):
            lines = [("branch", f"{BRANCHES[number]}: no {branch.shape[1]} channels of yours have its values")]
            place = array[:, start[number] : start[number + 1]]
            if place.shape == branch.shape:
                at = tuple(int(index) for index in np.argwhere(~near(place, branch))[0])
                channel = [at[0], at[1] + int(start[number]), *at[2:]]
                lines.append(("first difference", f"{channel}: yours {place[at]:.6g}, expected {branch[at]:.6g}"))
            elif array.shape[2:] != branch.shape[2:]:
                lines.append(
                    ("shape", f"yours {array.shape}, expected {(branch.shape[0], int(start[-1]), *branch.shape[2:])}")
                )
            check.find("values", "wrong values", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text}, {BRANCHES[number]} branch -> as expected")


def _order_scene(random: np.random.Generator, widths: Widths) -> Scene:
    scene = _block_scene(random, widths, (5, 5), flat=False, kind="positive", count=1)
    arrays = [array + 1 for array in scene.required["arrays"]]  # no zeros: every weight reaches its channels
    return network_scene(
        "Inception",
        (widths, {}),
        "(x (1, C, 5, 5)), whose weights reach which channel",
        x=scene.required["x"] + 1,
        arrays=arrays,
    )


def _channel_branches(found: np.ndarray) -> list[str]:
    """The branch of each output channel, by the last convolution whose weights reach it."""
    names = []
    for row in np.asarray(found, bool):
        reached = [BRANCHES[k] for k, index in enumerate(FINAL) if row[index]]
        names.append(reached[0] if len(reached) == 1 else "several" if reached else "unknown")
    return names


def _runs(names: Sequence[str]) -> str:
    """Branch names with the number of channels, such as "1x1: 2, 3x3: 4"."""
    runs: list[tuple[str, int]] = []
    for name in names:
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + 1)
        else:
            runs.append((name, 1))
    return ", ".join(f"{name}: {count}" for name, count in runs)


def _judge_order(check: Check, inception: Any, scene: Scene) -> None:
    aspects = ("order", *ASPECTS)
    found = attempt(check, probes.influences, inception, scene, aspects)
    if found is None:
        return
    names = _channel_branches(found)
    widths = _out(scene.required["spec"][0])
    expected = [name for name, width in zip(BRANCHES, widths, strict=True) for _ in range(width)]
    known = len(set(names) - {"unknown"}) >= 2
    if (
        not known
        or len(names) != len(expected)
        or any(n not in (e, "unknown") for n, e in zip(names, expected, strict=True))
    ):
        lines = [("channels, yours", _runs(names)), ("expected", _runs(expected))]
        check.find("values", "other channels than asked for", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> {_runs(expected)}")


def _windows_scene(random: np.random.Generator) -> Scene:
    return _block_scene(random, WIDTHS, (6, 8), flat=False, kind="positive")


def _negative_scene() -> Scene:
    return _block_scene(np.random.default_rng(10), WIDTHS, (6, 5), flat=False, kind="negative")


def _relu_scene(random: np.random.Generator, shift: float = 0.0) -> Scene:
    return _block_scene(random, WIDTHS, (9, 9), flat=True, kind="signed", count=6, shift=shift)


def _shifted_or_token(found: Mapping[str, Any], scene: Scene) -> str:
    """The same for layers with and without biases or normalisations."""
    array = as_array(found["output"])
    shift = scene.required["shift"] if found["shifted"] else 0.0
    expected = np.concatenate([middle(branch) for branch in _expected(scene, shift)], axis=1)
    if array is None or array.ndim != 4 or middle(array).shape != expected.shape:
        return centre_token(found, scene)
    return "right" if near(middle(array), expected).all() else centre_token(found, scene)


def _tokens() -> Probes:
    scene = network_scene("Inception", (WIDTHS, {}), "", shape=(2, WIDTHS[0], 7, 7))

    def shapes(inception: Function) -> list[str]:
        scenes = [
            network_scene("Inception", (widths, {}), "", x=np.ones(shape, np.float32), arrays=None)
            for widths, shape in _SHAPES
        ]
        return told(probes.answer, inception, scenes, shape_token)

    def windows(inception: Function) -> list[str]:
        return told(probes.answer, inception, [_windows_scene(np.random.default_rng(7))], value_token)

    def order(inception: Function) -> list[str]:
        scenes = [_order_scene(np.random.default_rng(8), WIDTHS)]
        return told(probes.influences, inception, scenes, lambda v, _: _runs(_channel_branches(v)))

    def relu(inception: Function) -> list[str]:
        return told(probes.answer, inception, [_relu_scene(np.random.default_rng(9))], centre_token)

    return {
        "windows": windows,
        "relu": relu,
        "order": order,
        "shift": lambda kind: told(
            probes.answer, kind, [_relu_scene(np.random.default_rng(9), -1.0)], _shifted_or_token
        ),
        "negative": lambda kind: told(probes.answer, kind, [_negative_scene()], value_token),
        "inventory": lambda kind: told(
            probes.inventory, kind, [scene], lambda v, _: inventory_token(v, _kernels(*WIDTHS), True)
        ),
        "shape": shapes,
    }


def check_Inception_parameters(Inception: Any) -> None:  # noqa: N802 - named after the class
    """Six convolutions with weights of their own."""
    check = named_check("Inception", Inception, PROBES)
    for widths in (WIDTHS, (6, 4, 2, 5, 3, 4, 4), (192, 64, 96, 128, 16, 32, 32)):
        shape, kernels = (2, widths[0], 6, 6), _kernels(*widths)
        judge_parameters(check, Inception, (widths, {}), shape, kernels, ("inventory", *ASPECTS), norms=True)
    check.finish("the weights of six convolutions")


def check_Inception_shape(Inception: Any) -> None:  # noqa: N802
    """Height and width stay, the channels of the branches add up."""
    check = named_check("Inception", Inception, PROBES)
    for widths, shape in _SHAPES:
        expected = (shape[0], sum(_out(widths)), *shape[2:])
        judge_shape(check, Inception, (widths, {}), shape, expected, ("shape", *ASPECTS))
    check.finish("c1 + c3 + c5 + pool_proj channels")


def check_Inception_order(Inception: Any) -> None:  # noqa: N802
    """Which channels each branch fills, by gradients."""
    check = named_check("Inception", Inception, PROBES)
    for widths in (WIDTHS, _random_widths(rng())):
        _judge_order(check, Inception, _order_scene(np.random.default_rng(8), widths))
    check.finish("1x1, 3x3, 5x5, pool")


def check_Inception_windows(Inception: Any) -> None:  # noqa: N802
    """The three branches of convolutions, with positive numbers, which ReLU leaves alone."""
    check = named_check("Inception", Inception, PROBES)
    scene = _windows_scene(np.random.default_rng(7))
    _judge_branches(check, Inception, scene, (0, 1, 2), ("windows", *ASPECTS))
    check.finish("1x1, 3x3 and 5x5 as expected")


def check_Inception_pool(Inception: Any) -> None:  # noqa: N802
    """The pool branch, with positive numbers and with negative ones: their products are positive."""
    check = named_check("Inception", Inception, PROBES)
    for scene in (_windows_scene(np.random.default_rng(7)), _negative_scene()):
        _judge_branches(check, Inception, scene, (3,), ("windows", "negative", *ASPECTS))
    check.finish("the maximum of 3 x 3, then the projection")


def _judge_random(Inception: Any, branches: Sequence[int], *, flat: bool, kind: str, aspects: Sequence[str]) -> None:
    random = rng()
    check = named_check("Inception", Inception, PROBES)
    for _ in range(3):
        size = (9, 9) if flat else tuple(int(number) for number in random.integers(5, 10, 2))
        scene = _block_scene(random, _random_widths(random), size, flat=flat, kind=kind, count=3)  # type: ignore[arg-type]
        _judge_branches(check, Inception, scene, branches, aspects, centre=flat)
    check.finish()


def check_Inception_windows_hidden(Inception: Any) -> None:  # noqa: N802
    """Random positive numbers."""
    _judge_random(Inception, (0, 1, 2), flat=False, kind="positive", aspects=("windows", *ASPECTS))


def check_Inception_pool_hidden(Inception: Any) -> None:  # noqa: N802
    """Random numbers, positive and negative ones."""
    for kind in ("positive", "negative"):
        _judge_random(Inception, (3,), flat=False, kind=kind, aspects=("windows", "negative", *ASPECTS))


def check_Inception_relu(Inception: Any) -> None:  # noqa: N802
    """Maps of one number each: in the middle only weights and ReLU count."""
    check = named_check("Inception", Inception, PROBES)
    for shift in (0.0, -1.0):
        scene = _relu_scene(np.random.default_rng(9), shift)
        _judge_branches(check, Inception, scene, range(4), ("relu", "shift", *ASPECTS), centre=True)
    check.finish("ReLU after each of the six")


def check_Inception_relu_hidden(Inception: Any) -> None:  # noqa: N802
    """The same with random weights of both signs."""
    _judge_random(Inception, range(4), flat=True, kind="random", aspects=("relu", *ASPECTS))


PROBES: dict[str, Probes] = {"Inception": _tokens()}
