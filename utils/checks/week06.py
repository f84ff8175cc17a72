"""Checks of week 6: residual and efficient networks, in PyTorch and Keras.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. Blocks are made
where the student's code runs, filled with known weights and traced there (`utils.checks.module_probes`); numbers are
compared here, with an independent oracle. No name inside of a block matters. Functions that end in `_hidden` draw their
cases from `rng()`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from utils.checks import keras_block_probes, module_probes
from utils.checks.fingerprints import NOTHING, Probes, call_probes, name_idea, token
from utils.checks.probe import probe
from utils.checks.report import Call, Check, Outcome, as_array, describe, rng, run
from utils.checks.week01 import integers
from utils.checks.week04 import Scene, beside

Function = Callable[..., Any]
Arguments = tuple[int, ...]
Operations = Sequence[Mapping[str, Any]]
PARAMETERS: dict[Arguments, int] = {(2, 2, 2, 2): 11_689_512, (3, 4, 6, 3): 21_797_672}
WIDTHS = (64, 128, 256, 512)
SIZES = ((2, 8, 8), (1, 7, 5))  # images, height, width
EXACT = {"seed": 3, "kind": "integers"}
EMPTY = {"seed": 0, "kind": "integers", "kernel": 0.0, "gamma": 1.0, "mean": 0.0, "variance": 1.0}
PHRASES = (
    "must match the size of tensor",
    "expected input",
    "Given groups",
    "inplace operation",
    "does not require grad",
    "must be Tensor",
    "mat1 and mat2",
    "an nn.Module",
    "a KerasTensor",
    "ncompatible shapes",
    "divisible by",
    "running_mean should contain",
)
ALIVE = {"mean": 0.0, "beta": 0.5}  # so that no layer is silent, and gradients pass
FINE = "fine"


def _check(question: str, answer: Any) -> Check:
    def look_up(aspects: Sequence[str]) -> Any:
        return name_idea(question, answer, PROBES[question], aspects)

    return Check(question, answer, name_idea=look_up)


def _ask(
    check: Check, prober: Function, answer: Any, scene: Scene, aspects: Sequence[str], *, note: bool = True
) -> Any:
    """What the probe returns; None when the student's code raised, which `note` makes a finding."""
    if not callable(answer):
        return None
    check.function = functools.partial(probe, prober, answer)
    outcome = run(check.function, scene)
    if isinstance(outcome.error, NotImplementedError):
        check.attempt(scene)
        return None
    if outcome.error is None:
        check.calls += 1
        return outcome.value
    if note:
        lines = [("it raised", f"{type(outcome.error).__name__}: {' '.join(str(outcome.error).split())}"[:160])]
        check.find("values", "stopped by an exception", lines, call=scene, aspects=aspects)
    return None


def _trouble(error: BaseException | None) -> str:
    """An exception as a token of a fingerprint; recognisable only by what the libraries say of well-known mistakes."""
    kind = next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
    said = [phrase for phrase in PHRASES if phrase in str(error)]
    sizes = " ".join(sorted(re.findall(r"\d+|returned a \w+", str(error))))[:200]
    return f"raised {kind}: {said[0]} {sizes}" if said else NOTHING + kind


def _near(value: Any, expected: np.ndarray, share: float = 1.0) -> bool:
    """Whether at least `share` of the numbers agree to about three digits."""
    array = as_array(value)
    if array is None or array.shape != expected.shape or not array.size:
        return False
    with np.errstate(all="ignore"):
        close = np.abs(array - expected) <= 1e-3 * max(1.0, float(np.abs(expected).max(initial=0)))
    return bool(close.mean() >= share)


def _compared(value: Any, expected: np.ndarray) -> list[tuple[str, str]]:
    """Lines about the first number that differs."""
    array = as_array(value)
    if array is None:
        return [("yours", describe(value)), ("expected", f"a tensor of shape {expected.shape}")]
    if array.shape != expected.shape:
        return [("shape", f"{array.shape}, expected {expected.shape}")]
    with np.errstate(all="ignore"):
        wrong = ~(np.abs(array - expected) <= 1e-3 * max(1.0, float(np.abs(expected).max(initial=0))))
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    first = f"{list(index)}: yours {array[index]:.6g}, expected {expected[index]:.6g}"
    return [("first difference", first), ("differences", f"{int(wrong.sum())} of {wrong.size} values")]


def _row(numbers: Iterable[float]) -> str:
    return " ".join(f"{number:.4g}" for number in numbers)


def _whole(*shape: int, seed: int = 1) -> np.ndarray:
    """Fixed small integers without symmetry, as float32."""
    return integers(*shape, seed=seed).astype(np.float32)


def _half(size: int, stride: int) -> int:
    return -(-size // stride)


# ----------------------------------------------------------------------- the parts of a block


@dataclass(frozen=True)
class Conv:
    """A convolution that a block should have: `kernel` and `stride` in both directions, one pair of channels."""

    kernel: int
    inputs: int
    outputs: int
    stride: int = 1
    groups: int = 1

    def __str__(self) -> str:
        groups = f" in {self.groups} groups" if self.groups > 1 else ""
        return f"{self.kernel}x{self.kernel} {self.inputs}->{self.outputs}{groups}"


@dataclass(frozen=True)
class Block:
    """A class of blocks: its arguments, its convolutions, and the oracle's name for it."""

    question: str
    arguments: tuple[str, ...]  # the first two by position, the rest by keyword when they are not the default
    defaults: Mapping[str, int]
    cases: tuple[Arguments, ...]
    main: Callable[..., list[Conv]]
    projects: bool = True  # whether a shortcut of other shapes has a 1x1 convolution

    def given(self, case: Arguments) -> dict[str, Any]:
        """The arguments as the probes take them."""
        named = dict(zip(self.arguments, case, strict=True))
        options = {key: value for key, value in named.items() if self.defaults.get(key, value) != value}
        return {"arguments": list(case[:2]), "keywords": options}

    def text(self, case: Arguments) -> str:
        """The call in the student's words."""
        given = self.given(case)
        options = [f"{key}={value}" for key, value in given["keywords"].items()]
        return f"{self.question}({', '.join([*map(str, given['arguments']), *options])})"

    def scene(self, case: Arguments, x: np.ndarray | None = None, note: str = "", **more: Any) -> Scene:
        """A call of a probe for one case."""
        images = {} if x is None else {"x": x}
        return Scene({**self.given(case), **images, **more}, text=f"{self.text(case)}{note}")

    def anatomy(self, case: Arguments, size: Sequence[int] = SIZES[0]) -> Scene:
        """A call of `module_probes.anatomy` on images of this size."""
        shape = (size[0], case[0], *size[1:])
        return self.scene(case, note=f"(x {shape})", shape=list(shape))

    def convolutions(self, case: Arguments) -> list[Conv]:
        """All convolutions of one case, the projection of the shortcut last."""
        main = self.main(*case)
        stride = case[2]
        agree = case[0] == main[-1].outputs and stride == 1
        return main if agree or not self.projects else [*main, Conv(1, case[0], main[-1].outputs, stride)]

    def output(self, case: Arguments, size: Sequence[int]) -> tuple[int, ...]:
        """Shape of the block's output for images of this size."""
        return (size[0], self.main(*case)[-1].outputs, *(_half(side, case[2]) for side in size[1:]))


BASIC = Block(
    "ResidualBlock",
    ("in_channels", "out_channels", "stride"),
    {"stride": 1},
    ((4, 4, 1), (4, 8, 2), (4, 8, 1), (4, 4, 2)),
    lambda inputs, outputs, stride: [Conv(3, inputs, outputs, stride), Conv(3, outputs, outputs)],
)
BOTTLENECK = Block(
    "Bottleneck",
    ("in_channels", "mid_channels", "stride", "expansion"),
    {"stride": 1, "expansion": 4},
    ((16, 4, 1, 4), (8, 4, 2, 4), (8, 4, 1, 4), (16, 4, 2, 4), (8, 4, 1, 2), (6, 4, 2, 3), (4, 4, 1, 2)),
    lambda inputs, mid, stride, expansion: [
        Conv(1, inputs, mid),
        Conv(3, mid, mid, stride),
        Conv(1, mid, mid * expansion),
    ],
)
INVERTED = Block(
    "InvertedResidual",
    ("in_channels", "out_channels", "stride", "expand"),
    {"stride": 1, "expand": 6},
    ((4, 4, 1, 6), (4, 6, 2, 6), (4, 6, 1, 6), (4, 4, 2, 6), (4, 4, 1, 2), (3, 5, 1, 1)),
    lambda inputs, outputs, stride, expand: [
        Conv(1, inputs, inputs * expand),
        Conv(3, inputs * expand, inputs * expand, stride, inputs * expand),
        Conv(1, inputs * expand, outputs),
    ],
    projects=False,
)


def _convolutions(operations: Operations) -> list[tuple[int, Conv]]:
    """The convolutions of a trace with their places in it."""
    found = []
    for place, operation in enumerate(operations):
        if operation["kind"] == "convolution":
            inputs, outputs = operation["channels"]
            kernel, stride = operation["kernel"][0], operation["stride"][0]
            if operation["kernel"] != [kernel, kernel]:
                kernel = 0  # no square: matches nothing
            found.append((place, Conv(kernel, inputs, outputs, stride, operation["groups"])))
    return found


def _norm_after(operations: Operations, place: int) -> bool:
    return any(op["kind"] == "normalisation" and op["sources"] == [place] for op in operations)


def _listed(convolutions: Iterable[Conv]) -> str:
    return ", ".join(sorted(map(str, convolutions))) or "none"


def _weights_fault(operations: Operations) -> list[tuple[str, str]]:
    """Whether all weights are parameters of the block, each layer with its own."""
    layers = [op for op in operations if op["kind"] in ("convolution", "normalisation")]
    for kind in ("convolution", "normalisation"):
        names = [op["weight"] for op in layers if op["kind"] == kind]
        if None in names:
            return [("seen", f"a {kind} computes with weights that are not among the parameters of the block")]
        if len(set(names)) < len(names):
            return [("seen", f"one {kind} is used {max(names.count(name) for name in names)} times")]
    if any(op["mean"] is None or op["training"] for op in layers if op["kind"] == "normalisation"):
        return [("seen", "in eval mode a normalisation takes the statistics of the batch")]
    return []


def _parts_fault(block: Block, case: Arguments, operations: Operations) -> list[tuple[str, str]]:
    """What is wrong with the layers of a block, whatever their strides; empty when nothing is."""
    found, wanted = _convolutions(operations), block.convolutions(case)
    if not found:
        return [("seen", "no convolution is run")]
    plain = sorted(str(conv) for _, conv in found)
    shorter = sorted(map(str, wanted[1:]))  # without the first, which does nothing when it does not expand
    if plain != sorted(map(str, wanted)) and not (block is INVERTED and case[3] == 1 and plain == shorter):
        yours, expected = _listed(conv for _, conv in found), _listed(wanted)
        return [("convolutions", yours), ("expected", expected)]
    if fault := _weights_fault(operations):
        return fault
    norms = sum(op["kind"] == "normalisation" for op in operations)
    followed = sum(_norm_after(operations, place) for place, _ in found)
    if block is INVERTED:  # the text leaves normalisation to the student
        return [] if norms == followed else [("seen", "a batch normalisation that follows no convolution")]
    for place, conv in found:
        if not _norm_after(operations, place):
            return [("seen", f"no batch normalisation directly after the convolution {conv}")]
    if norms != len(found):
        return [("batch normalisations", f"{norms}, expected {len(found)}: one after each convolution")]
    return []


def _stride_fault(block: Block, case: Arguments, operations: Operations) -> list[tuple[str, str]]:
    """Whether the stride stands where it should; for blocks whose parts are right."""
    left = _convolutions(operations)
    for wanted in block.main(*case):
        same = [item for item in left if str(item[1]) == str(wanted)]
        if same:
            left.remove(same[0])
            if same[0][1].stride != wanted.stride:
                return [("seen", f"the convolution {wanted} has stride {same[0][1].stride}, expected {wanted.stride}")]
    return []


def _fault(block: Block, case: Arguments, value: Mapping[str, Any]) -> list[tuple[str, str]]:
    return _parts_fault(block, case, value["operations"]) or _stride_fault(block, case, value["operations"])


def _spelt(value: Mapping[str, Any]) -> str:
    """A trace as a token: kinds, sizes and sources in order."""
    keys = ("kind", "sources", "kernel", "channels", "stride", "groups", "weight", "training", "limits")
    names: dict[Any, int] = {}
    rows = []
    for operation in value["operations"]:
        row = {key: operation[key] for key in keys if key in operation}
        if "weight" in row:
            row["weight"] = row["weight"] and names.setdefault(row["weight"], len(names))
        rows.append(row)
    return str(rows)


def _judge_shapes(check: Check, block: Block, answer: Any) -> None:
    for case in block.cases:
        for size in SIZES:
            scene, expected = block.anatomy(case, size), block.output(case, size)
            value = _ask(check, module_probes.anatomy, answer, scene, ("shape",))
            if value is not None and value["output"] != expected:
                lines = [("shape", f"{value['output']}, expected {expected}")]
                check.find("shape", "wrong shape", lines, call=scene, aspects=("shape", "parts", "values"))
            check.show(f"{scene.text} -> {expected}")
    check.finish("shapes as expected")


def _each(check: Check, block: Block, answer: Any, aspects: Sequence[str]) -> list[tuple[Arguments, Mapping[str, Any]]]:
    """The anatomy of each case that gives the right shape: the others cost the point for shapes.

    When none does, of all that run; that none runs is a finding here.
    """
    found = []
    for case in block.cases:
        value = _ask(check, module_probes.anatomy, answer, block.anatomy(case), aspects, note=False)
        if value is not None:
            found.append((case, value))
    if not found:
        _ask(check, module_probes.anatomy, answer, block.anatomy(block.cases[0]), aspects)
    right = [(case, value) for case, value in found if value["output"] == block.output(case, SIZES[0])]
    return right or found


def _judge_parts(check: Check, block: Block, answer: Any, fault_of: Function, aspects: Sequence[str]) -> None:
    for case, value in _each(check, block, answer, aspects):
        if fault := fault_of(block, case, value):
            check.find("values", "other layers than asked for", fault, call=block.anatomy(case), aspects=aspects)
        check.show(f"{block.text(case)} -> {_listed(block.convolutions(case))}")


def _judge_empty(
    check: Check, block: Block, answer: Any, case: Arguments, usable: bool, aspects: Sequence[str]
) -> None:
    """All kernels zero: the output is relu(x + beta), by which the place of the ReLU is seen."""
    size = (1, 3, 4)
    x = _whole(size[0], case[0], *size[1:], seed=5)
    for beta in (0.0, -1.0, 1.0) if usable else (0.0,):
        note = f", all kernels 0, gamma 1, beta {beta:g}"
        scene = block.scene(case, x, note, recipe={**EMPTY, "beta": beta})
        value = _ask(check, module_probes.answer, answer, scene, aspects)
        expected = np.maximum(x + beta, 0)
        if value is not None and not _near(value["output"], expected):
            lines = [("x[0, 0, 0]", _row(x[0, 0, 0]))]
            output = as_array(value["output"])
            if output is not None and output.shape == expected.shape:
                place = tuple(int(i) for i in np.argwhere(np.abs(output - expected) > 1e-3)[0][:3])
                lines = [(f"x{list(place)}", _row(x[place])), ("yours", _row(output[place]))]
                lines.append(("expected", _row(expected[place])))
            check.find("values", "the shortcut does not come through", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> relu(x{beta:+g})" if beta else f"{scene.text} -> relu(x)")


def _judge_values(
    check: Check, block: Block, answer: Any, case: Arguments, x: np.ndarray, recipe: Any, aspects: Sequence[str]
) -> bool:
    """Known weights in evaluation mode; True when the numbers agree."""
    from utils.checks import oracles_week06 as oracles

    scene = block.scene(case, x, f"(x {x.shape}), weights given, eval mode", recipe=recipe)
    value = _ask(check, module_probes.answer, answer, scene, aspects)
    if value is None:
        return False
    expected = (oracles.residual if block is BASIC else oracles.bottleneck)(x, case, recipe)
    if not _near(value["output"], expected):
        lines = _compared(value["output"], expected)
        check.find("values", "other numbers than the layers give", lines, call=scene, aspects=aspects)
        return False
    check.show(f"{scene.text} -> {expected.shape}, as computed by other means")
    return True


def _random_case(random: np.random.Generator, block: Block, case: Arguments) -> tuple[np.ndarray, dict[str, Any]]:
    height, width = (int(side) for side in random.integers(5, 10, 2))
    x = random.normal(size=(3, case[0], height, width)).astype(np.float32)
    return x, {"seed": int(random.integers(10**6)), "kind": "random"}


def _judge_sum(check: Check, block: Block, answer: Any, cases: Sequence[Arguments], hidden: bool) -> None:
    random, judged = rng() if hidden else None, False
    runs = _each(check, block, answer, ("values",))
    for case, value in runs:
        usable = not _fault(block, case, value)
        alike = len(block.convolutions(case)) == len(block.main(*case))
        if alike and not (hidden and usable):
            _judge_empty(check, block, answer, case, usable, ("mutation", "empty", "values"))
            judged = True
        if usable and case in cases:
            x, recipe = _whole(2, case[0], 5, 6, seed=9), EXACT
            if random is not None:
                x, recipe = _random_case(random, block, case)
            _judge_values(check, block, answer, case, x, recipe, ("mutation", "values", "empty"))
            judged = True
    if runs and not judged:
        lines = [("seen", "no block of this class has the layers asked for")]
        check.find("values", "there is no sum to look at", lines, aspects=("parts", "shape"))


def _judge_learning(check: Check, block: Block, answer: Any, case: Arguments, aspects: Sequence[str]) -> None:
    """Gradients of all weights and through the shortcut; statistics of the batch in train mode; nothing shared."""
    from utils.checks import oracles_week06 as oracles

    random = rng()
    x, recipe = _random_case(random, block, case)
    recipe |= ALIVE
    name = "residual" if block is BASIC else "bottleneck"
    expected = getattr(oracles, name)(x, case, recipe)
    scene = block.scene(case, x, f"(x {x.shape}), weights given, eval mode", recipe=recipe)
    value = _ask(check, module_probes.answer, answer, scene, aspects, note=False)
    if value is None:
        return
    comparable = _near(value["output"], expected)
    if not value["unchanged"]:
        check.find("edge cases", "changed its input", [("changed", "x")], call=scene, aspects=aspects)
    upstream = random.normal(size=expected.shape).astype(np.float32)
    output = as_array(value["output"])
    if output is None or output.shape != expected.shape:
        check.find("shape", "wrong shape", _compared(value["output"], expected), call=scene, aspects=aspects)
    else:
        scene = block.scene(case, x, "(x).sum().backward()", recipe=recipe, upstream=upstream)
        found = _ask(check, module_probes.gradients, answer, scene, aspects)
        if found is not None:
            wanted = oracles.input_gradient(name, x, case, recipe, upstream)
            if idle := [key for key, reached in found["parameters"].items() if not reached]:
                lines = [("no gradient reaches", ", ".join(idle)[:90])]
                check.find("gradient", "a parameter that does not learn", lines, call=scene, aspects=aspects)
            elif comparable and not _near(found["input"], wanted, share=0.8):
                missing = [("gradient of x", "none")]
                lines = missing if found["input"] is None else _compared(found["input"], wanted)
                check.find("gradient", "another gradient than the layers give", lines, call=scene, aspects=aspects)
        check.show(f"{block.text(case)}: gradients reach all weights, and the input through the shortcut")
    _judge_training(check, block, answer, case, x, recipe, comparable, aspects)
    scene = block.scene(case, note=" twice", shape=list(x.shape))
    if _ask(check, module_probes.twins, answer, scene, aspects, note=False):
        lines = [("seen", "two blocks made one after the other have the same weights")]
        check.find("values", "blocks share their weights", lines, call=scene, aspects=aspects)


def _judge_training(
    check: Check,
    block: Block,
    answer: Any,
    case: Arguments,
    x: np.ndarray,
    recipe: Any,
    comparable: bool,
    aspects: Sequence[str],
) -> None:
    from utils.checks import oracles_week06 as oracles

    structure = _ask(check, module_probes.anatomy, answer, block.anatomy(case), aspects, note=False)
    scene = block.scene(case, x, f"(x {x.shape}), weights given, train mode", recipe=recipe, training=True)
    value = _ask(check, module_probes.answer, answer, scene, aspects)
    if value is None or structure is None or not comparable or _fault(block, case, structure):
        return
    eps = max((op["eps"] for op in structure["operations"] if op["kind"] == "normalisation"), default=0.0)
    oracle = oracles.residual if block is BASIC else oracles.bottleneck
    expected = oracle(x, case, recipe, training=True, eps=eps)
    if not _near(value["output"], expected, share=0.95):
        lines = _compared(value["output"], expected)
        check.find("values", "other numbers in train mode", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> normalised by the batch")


# ------------------------------------------------------------------------- tokens of the blocks


def _shape_tokens(block: Block) -> Callable[[Function], list[str]]:
    def look(answer: Function) -> list[str]:
        tokens = []
        for case in block.cases:
            for size in SIZES:
                outcome = beside(module_probes.anatomy, answer, block.anatomy(case, size))
                tokens.append(_trouble(outcome.error) if outcome.error is not None else str(outcome.value["output"]))
        return tokens

    return look


def _parts_tokens(block: Block, fault_of: Function) -> Callable[[Function], list[str]]:
    def look(answer: Function) -> list[str]:
        tokens = []
        for case in block.cases:
            outcome = beside(module_probes.anatomy, answer, block.anatomy(case))
            if outcome.error is not None:
                tokens.append(_trouble(outcome.error))
            else:
                tokens.append(_spelt(outcome.value) if fault_of(block, case, outcome.value) else FINE)
        return tokens

    return look


def _value_tokens(block: Block) -> Callable[[Function], list[str]]:
    from_oracle = _expected_of(block)

    def look(answer: Function) -> list[str]:
        tokens = []
        for case in block.cases:
            x = _whole(2, case[0], 5, 6, seed=9)
            outcome = beside(module_probes.answer, answer, block.scene(case, x, recipe=EXACT))
            tokens.append(_output_token(outcome, functools.partial(from_oracle, x, case)))
        return tokens

    return look


def _expected_of(block: Block) -> Callable[[np.ndarray, Arguments], np.ndarray]:
    def compute(x: np.ndarray, case: Arguments) -> np.ndarray:
        from utils.checks import oracles_week06 as oracles

        return (oracles.residual if block is BASIC else oracles.bottleneck)(x, case, EXACT)

    return compute


def _output_token(outcome: Outcome, expected: Callable[[], np.ndarray]) -> str:
    if outcome.error is not None:
        return _trouble(outcome.error)
    output = outcome.value["output"]
    return FINE if _near(output, expected()) else token(output)


def _empty_tokens(block: Block) -> Callable[[Function], list[str]]:
    def look(answer: Function) -> list[str]:
        tokens = []
        for beta in (0.0, -1.0, 1.0):
            x = _whole(1, block.cases[0][0], 3, 4, seed=5)
            scene = block.scene(block.cases[0], x, recipe={**EMPTY, "beta": beta})
            expected = functools.partial(np.maximum, x + beta, 0)
            tokens.append(_output_token(beside(module_probes.answer, answer, scene), expected))
        return tokens

    return look


def _learning_tokens(block: Block) -> Callable[[Function], list[str]]:
    def look(answer: Function) -> list[str]:
        from utils.checks import oracles_week06 as oracles

        tokens = []
        for case in block.cases[:2]:
            x = np.random.default_rng(2).normal(size=(3, case[0], 5, 6)).astype(np.float32)
            recipe = {"seed": 4, "kind": "random"}
            name = "residual" if block is BASIC else "bottleneck"
            oracle = getattr(oracles, name)
            expected = oracle(x, case, recipe, training=True)
            upstream = np.random.default_rng(3).normal(size=expected.shape).astype(np.float32)
            wanted = oracles.input_gradient(name, x, case, recipe, upstream)
            outcome = beside(module_probes.gradients, answer, block.scene(case, x, recipe=recipe, upstream=upstream))
            if outcome.error is not None:
                tokens.append(_trouble(outcome.error))
            else:
                reached = outcome.value["parameters"].values()
                right = _near(outcome.value["input"], wanted, share=0.8)
                gradient = (
                    FINE if right else "none" if outcome.value["input"] is None else token(outcome.value["input"])
                )
                tokens.append(f"{gradient} {sum(not value for value in reached)} idle")
            outcome = beside(module_probes.answer, answer, block.scene(case, x, recipe=recipe, training=True))
            near = outcome.error is None and _near(outcome.value["output"], expected, share=0.95)
            unchanged = "" if outcome.error is not None else f" {outcome.value['unchanged']}"
            tokens.append((FINE if near else _output_token(outcome, lambda: np.zeros(0))) + unchanged)
        outcome = beside(module_probes.twins, answer, block.scene(block.cases[0], shape=[2, block.cases[0][0], 5, 5]))
        return [*tokens, f"shared {outcome.value}"]

    return look


def _mutation_tokens(block: Block) -> Callable[[Function], list[str]]:
    def look(answer: Function) -> list[str]:
        scene = block.scene(block.cases[0], _whole(2, block.cases[0][0], 5, 6, seed=9), recipe=EXACT)
        outcome = beside(module_probes.answer, answer, scene)
        return [NOTHING if outcome.error is not None else f"unchanged {outcome.value['unchanged']}"]

    return look


def _block_probes(block: Block) -> dict[str, Callable[[Function], list[str]]]:
    return {
        "mutation": _mutation_tokens(block),
        "shape": _shape_tokens(block),
        "parts": _parts_tokens(block, _fault),
        "empty": _empty_tokens(block),
        "values": _value_tokens(block),
        "learning": _learning_tokens(block),
    }


# ------------------------------------------------------------------------------ ResidualBlock, Bottleneck


def check_ResidualBlock_shape(ResidualBlock: Any) -> None:  # noqa: N802 - named after the class
    """Channels and stride, even and odd sizes."""
    _judge_shapes(_check("ResidualBlock", ResidualBlock), BASIC, ResidualBlock)


def check_ResidualBlock_parts(ResidualBlock: Any) -> None:  # noqa: N802
    """Two 3x3 convolutions, the first with the stride; a projection where shapes differ; normalisation after each."""
    check = _check("ResidualBlock", ResidualBlock)
    _judge_parts(check, BASIC, ResidualBlock, _fault, ("parts", "values", "shape"))
    check.finish("the layers asked for")


def check_ResidualBlock_sum(ResidualBlock: Any) -> None:  # noqa: N802
    """Zero kernels leave relu(x); beta shows on which side of the sum ReLU stands."""
    check = _check("ResidualBlock", ResidualBlock)
    _judge_sum(check, BASIC, ResidualBlock, BASIC.cases, hidden=False)
    check.finish("relu(branch + shortcut)")


def check_ResidualBlock_sum_hidden(ResidualBlock: Any) -> None:  # noqa: N802
    """Random weights and images."""
    check = _check("ResidualBlock", ResidualBlock)
    _judge_sum(check, BASIC, ResidualBlock, BASIC.cases, hidden=True)
    check.finish("relu(branch + shortcut)")


def check_ResidualBlock_learning(ResidualBlock: Any) -> None:  # noqa: N802
    """Gradients, train mode, independence."""
    check = _check("ResidualBlock", ResidualBlock)
    runs = [case for case, _ in _each(check, BASIC, ResidualBlock, ("learning", "shape", "parts"))]
    for case in runs[:2]:
        _judge_learning(check, BASIC, ResidualBlock, case, ("mutation", "learning", "parts", "values"))
    check.finish("it learns")


def check_Bottleneck_shape(Bottleneck: Any) -> None:  # noqa: N802
    """Channels, stride and expansion, even and odd sizes."""
    _judge_shapes(_check("Bottleneck", Bottleneck), BOTTLENECK, Bottleneck)


def check_Bottleneck_parts(Bottleneck: Any) -> None:  # noqa: N802
    """1x1, 3x3, 1x1; a projection where shapes differ; normalisation after each."""
    check = _check("Bottleneck", Bottleneck)
    aspects = ("parts", "values", "shape")

    def fault_of(block: Block, case: Arguments, value: Mapping[str, Any]) -> list[tuple[str, str]]:
        return _parts_fault(block, case, value["operations"])

    _judge_parts(check, BOTTLENECK, Bottleneck, fault_of, aspects)
    check.finish("the layers asked for")


def check_Bottleneck_stride(Bottleneck: Any) -> None:  # noqa: N802
    """The 3x3 convolution carries the stride."""
    check = _check("Bottleneck", Bottleneck)
    runs = _each(check, BOTTLENECK, Bottleneck, ("parts", "shape"))
    looked = [(case, value) for case, value in runs if case[2] > 1]
    if runs and not looked:
        lines = [("seen", "no block with stride 2 has an output of the right shape")]
        check.find("shape", "there is no stride to look at", lines, aspects=("shape",))
    for case, value in looked:
        found = [op for op in value["operations"] if op["kind"] == "convolution"]
        middle = any(op["kernel"] == [3, 3] and op["stride"] == [case[2]] * 2 for op in found)
        if not middle or _stride_fault(BOTTLENECK, case, value["operations"]):
            strides = [f"{op['kernel'][0]}x{op['kernel'][1]} stride {op['stride'][0]}" for op in found]
            lines = [
                ("convolutions", ", ".join(strides)),
                ("expected", f"stride {case[2]} in the 3x3 of the branch"),
            ]
            aspects = ("parts", "shape")
            check.find("values", "the stride stands elsewhere", lines, call=BOTTLENECK.anatomy(case), aspects=aspects)
        check.show(f"{BOTTLENECK.text(case)} -> the 3x3 convolution has stride {case[2]}")
    check.finish("stride in the 3x3")


def check_Bottleneck_sum(Bottleneck: Any) -> None:  # noqa: N802
    """Zero kernels leave relu(x); known weights; gradients."""
    check = _check("Bottleneck", Bottleneck)
    _judge_sum(check, BOTTLENECK, Bottleneck, BOTTLENECK.cases, hidden=False)
    check.finish("relu(branch + shortcut)")


def check_Bottleneck_sum_hidden(Bottleneck: Any) -> None:  # noqa: N802
    """Random weights and images; gradients and train mode."""
    check = _check("Bottleneck", Bottleneck)
    _judge_sum(check, BOTTLENECK, Bottleneck, BOTTLENECK.cases, hidden=True)
    runs = [case for case, _ in _each(check, BOTTLENECK, Bottleneck, ("learning", "shape", "parts"))]
    for case in runs[:2]:
        _judge_learning(check, BOTTLENECK, Bottleneck, case, ("mutation", "learning", "parts", "values"))
    check.finish("relu(branch + shortcut)")


# ------------------------------------------------------------------------------------------- resnet


def _resnet_scene(
    blocks: Sequence[int], classes: int = 1000, in_channels: int = 3, images: tuple[int, int, int] = (1, 224, 224)
) -> Scene:
    options = {"classes": classes} if classes != 1000 else {}
    options |= {"in_channels": in_channels} if in_channels != 3 else {}
    shown = "".join(f", {key}={value}" for key, value in options.items())
    shape = (images[0], in_channels, *images[1:])
    arguments = {
        "arguments": [list(blocks)],
        "keywords": options,
        "shape": list(shape),
        "training": False,
        "device": "meta",
    }
    return Scene(arguments, text=f"resnet({list(blocks)}{shown})(x {shape})")


def _inventory_scene(blocks: Sequence[int], classes: int, in_channels: int) -> Scene:
    scene = _resnet_scene(blocks, classes, in_channels)
    given = {key: scene.required[key] for key in ("arguments", "keywords", "shape", "device")}
    return Scene(given, text=scene.text.partition("(x")[0] + ".parameters()")


def _resnet_count(blocks: Sequence[int], classes: int, in_channels: int) -> int:
    total, before = 49 * 64 * in_channels + 2 * 64 + (512 + 1) * classes, 64
    for width, count in zip(WIDTHS, blocks, strict=True):
        for _ in range(count):
            total += 9 * before * width + 9 * width * width + 4 * width
            total += before * width + 2 * width if before != width else 0
            before = width
    return total


RESNETS = (([2, 2, 2, 2], 1000, 3), ([3, 4, 6, 3], 1000, 3), ([1, 1, 1, 1], 10, 1))
RESNET_ASPECTS = ("stages", "parameters", "logits", "values")


def check_resnet_parameters(resnet: Any) -> None:
    """11,689,512 parameters for [2, 2, 2, 2], all of them learning."""
    check = _check("resnet", resnet)
    for blocks, classes, in_channels in RESNETS:
        scene = _inventory_scene(blocks, classes, in_channels)
        value = _ask(check, module_probes.inventory, resnet, scene, RESNET_ASPECTS)
        if value is None:
            continue
        count = sum(int(np.prod(shape)) for _, shape, _ in value)
        expected = PARAMETERS.get(tuple(blocks)) or _resnet_count(blocks, classes, in_channels)
        if count != expected:
            lines = [("parameters", f"{count:,}, expected {expected:,}"), ("difference", f"{count - expected:+,}")]
            check.find("values", "another number of parameters", lines, call=scene, aspects=RESNET_ASPECTS)
        elif frozen := [name for name, _, learns in value if not learns]:
            lines = [("requires_grad is False", ", ".join(frozen)[:90])]
            check.find("values", "parameters that do not learn", lines, call=scene, aspects=RESNET_ASPECTS)
        check.show(f"{scene.text} -> {expected:,} parameters")
    check.finish("parameters as expected")


def _stages(blocks: Sequence[int], in_channels: int, size: int) -> list[str]:
    """The convolutions of a ResNet with the size of their output."""
    found, before, side = [f"7x7 {in_channels}->64 at {size // 2}x{size // 2}"], 64, size // 4
    for stage, (width, count) in enumerate(zip(WIDTHS, blocks, strict=True)):
        for block in range(count):
            side = side // 2 if stage and not block else side
            found += [f"3x3 {before}->{width} at {side}x{side}", f"3x3 {width}->{width} at {side}x{side}"]
            found += [f"1x1 {before}->{width} at {side}x{side}"] if before != width else []
            before = width
    return found


def _stage_fault(value: Mapping[str, Any], blocks: Sequence[int], in_channels: int) -> list[tuple[str, str]]:
    operations = value["operations"]
    yours = []
    heads = [place for place, _ in _convolutions(operations) if operations[place]["shape"][2:] == (1, 1)]
    body = [(place, conv) for place, conv in _convolutions(operations) if place not in heads]
    for place, conv in body:
        shape = operations[place]["shape"]
        yours.append(f"{conv} at {shape[-2]}x{shape[-1]}")
    wanted = _stages(blocks, in_channels, 224)
    extra, missing = list(yours), list[str]()
    for text in wanted:
        if text in extra:
            extra.remove(text)
        else:
            missing.append(text)
    if extra or missing:
        lines = [("convolutions", f"{len(yours)}, expected {len(wanted)}")]
        lines += [("not expected", "; ".join(extra[:3]))] if extra else []
        return lines + ([("missing", "; ".join(missing[:3]))] if missing else [])
    if fault := _weights_fault(operations):
        return fault
    bare = [conv for place, conv in body if not _norm_after(operations, place)]
    if bare:
        return [("no batch normalisation after", _listed(bare[:3]))]
    norms = sum(op["kind"] == "normalisation" for op in operations)
    if norms != len(body):
        return [("batch normalisations", f"{norms}, expected {len(body)}: one after each convolution")]
    dense = sum(op["kind"] == "dense" for op in operations) + len(heads)  # a 1x1 convolution of one pixel is dense
    return [] if dense == 1 else [("dense layers", f"{dense}, expected 1")]


def check_resnet_stages(resnet: Any) -> None:
    """Each convolution at its size: stem, four stages, projections where shapes differ."""
    check = _check("resnet", resnet)
    for blocks in ([2, 2, 2, 2], [1, 3, 1, 2]):
        scene = _resnet_scene(blocks)
        value = _ask(check, module_probes.anatomy, resnet, scene, RESNET_ASPECTS)
        if value is not None and (fault := _stage_fault(value, blocks, 3)):
            aspects = ("stages", "parameters", "logits", "values")
            check.find("values", "other layers than asked for", fault, call=scene, aspects=aspects)
        if value is not None and blocks == [1, 3, 1, 2]:
            trained = _ask(check, module_probes.anatomy, resnet, _training_scene(), RESNET_ASPECTS)
            if trained is not None and (fault := _train_fault(trained["operations"])):
                check.find("values", "other layers in train mode", fault, call=_training_scene(), aspects=("train",))
        check.show(f"{scene.text} -> {len(_stages(blocks, 3, 224))} convolutions at their sizes")
    check.finish("stages as expected")


def _training_scene() -> Scene:
    scene = _resnet_scene([1, 1, 1, 1], images=(2, 64, 64))
    return Scene({**scene.required, "training": True}, text=f"{scene.text} in train mode")


def _train_fault(operations: Operations) -> list[tuple[str, str]]:
    """What should not be there in train mode."""
    if any(op["kind"] == "dropout" for op in operations):
        return [("seen", "something is dropped at random")]
    if any(not op["training"] for op in operations if op["kind"] == "normalisation"):
        return [("seen", "a batch normalisation that does not use the batch")]
    return []


def _train_tokens(resnet: Function) -> list[str]:
    outcome = beside(module_probes.anatomy, resnet, _training_scene())
    return [_trouble(outcome.error) if outcome.error else str(_train_fault(outcome.value["operations"]))]


LOGITS = (([1, 1, 1, 1], 1000, 3, (2, 32, 32)), ([1, 1, 1, 1], 10, 1, (1, 65, 47)), ([2, 1, 1, 1], 7, 4, (2, 224, 224)))


def check_resnet_logits(resnet: Any) -> None:
    """Shapes of the logits for other sizes of images, classes and channels."""
    check = _check("resnet", resnet)
    for blocks, classes, in_channels, images in LOGITS:
        scene = _resnet_scene(blocks, classes, in_channels, images)
        value = _ask(check, module_probes.anatomy, resnet, scene, ("logits", *RESNET_ASPECTS))
        expected = (images[0], classes)
        if value is not None and value["output"] != expected:
            lines = [("shape", f"{value['output']}, expected {expected}")]
            check.find("shape", "wrong shape", lines, call=scene, aspects=("logits", *RESNET_ASPECTS))
        check.show(f"{scene.text} -> {expected}")
    check.finish("logits for any size")


def _resnet_values(check: Check | None, resnet: Any, blocks: Sequence[int], x: np.ndarray, recipe: Any) -> str:
    """Logits with known weights; returns a token, and notes what is wrong in `check`."""
    from utils.checks import oracles_week06 as oracles

    classes = 5
    given = {"arguments": [list(blocks)], "keywords": {"classes": classes}, "x": x, "recipe": recipe}
    scene = Scene(given, text=f"resnet({list(blocks)}, classes={classes})(x {x.shape}), weights given, eval mode")
    if check is None:
        outcome = beside(module_probes.answer, resnet, scene)
        if outcome.error is not None:
            return _trouble(outcome.error)
        value = outcome.value
    else:
        value = _ask(check, module_probes.answer, resnet, scene, ("values", *RESNET_ASPECTS))
        if value is None:
            return NOTHING
    expected = oracles.resnet(x, blocks, classes, recipe)
    if _near(value["output"], expected):
        if check is not None:
            check.show(f"{scene.text} -> {expected.shape}, as computed by other means")
        return FINE
    if check is not None:
        lines = _compared(value["output"], expected)
        check.find(
            "values", "other logits than the layers give", lines, call=scene, aspects=("values", *RESNET_ASPECTS)
        )
    output = as_array(value["output"])
    if output is None or output.size == 0 or not np.isfinite(output).all():
        return NOTHING + "no numbers"
    scale = max(1e-6, float(np.abs(output).max()))
    return f"{output.shape} {_row(np.round(output.ravel() / scale, 1) + 0.0)} {np.floor(np.log2(scale)):.0f}"


def check_resnet_values_hidden(resnet: Any) -> None:
    """Random weights: logits of an image."""
    random = rng()
    check = _check("resnet", resnet)
    x = random.normal(size=(1, 3, 224, 224)).astype(np.float32)
    _resnet_values(check, resnet, [1, 1, 1, 1], x, {"seed": int(random.integers(10**6)), "kind": "random"})
    check.finish("logits as expected")


def _resnet_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(resnet: Function) -> list[str]:
        if aspect == "values":
            x = np.random.default_rng(8).normal(size=(1, 3, 224, 224)).astype(np.float32)
            return [_resnet_values(None, resnet, [1, 1, 1, 1], x, {"seed": 6, "kind": "random"})]
        scenes = {
            "parameters": [_inventory_scene(*case) for case in RESNETS],
            "stages": [_resnet_scene(blocks) for blocks in ([2, 2, 2, 2], [1, 3, 1, 2])],
            "logits": [_resnet_scene(*case) for case in LOGITS],
        }[aspect]
        tokens = []
        for scene in scenes:
            prober = module_probes.inventory if aspect == "parameters" else module_probes.anatomy
            outcome = beside(prober, resnet, scene)
            if outcome.error is not None:
                tokens.append(_trouble(outcome.error))
            elif aspect == "parameters":
                rows = [(int(np.prod(shape)), learns) for _, shape, learns in outcome.value]
                tokens.append(f"{sum(count for count, _ in rows)} {all(learns for _, learns in rows)}")
            elif aspect == "logits":
                tokens.append(str(outcome.value["output"]))
            else:
                fault = _stage_fault(outcome.value, scene.required["arguments"][0], 3)
                tokens.append(str(fault) + _spelt(outcome.value) if fault else FINE)
        return tokens

    return look


# ------------------------------------------------------------------------------- DepthwiseSeparable

SEPARABLE = Block(
    "DepthwiseSeparable",
    ("in_channels", "out_channels", "stride"),
    {"stride": 1},
    ((3, 8, 1), (3, 8, 2), (6, 6, 1), (6, 6, 2)),
    lambda inputs, outputs, stride: [Conv(3, inputs, inputs, stride, inputs), Conv(1, inputs, outputs)],
    projects=False,
)
WINDOW = 9  # the images of the Jacobian, so that its centre is a whole window from the border
UPWARD = {"kind": "positive", "mean": 0.0, "beta": 0.0}  # so that no output is silent for all images
SEPARABLE_ASPECTS = ("weights", "activation", "wiring", "shape")


def check_DepthwiseSeparable_shape(DepthwiseSeparable: Any) -> None:  # noqa: N802
    """Channels and stride, even and odd sizes."""
    _judge_shapes(_check("DepthwiseSeparable", DepthwiseSeparable), SEPARABLE, DepthwiseSeparable)


def _kernel_shapes(value: Mapping[str, Any]) -> list[tuple[int, ...]]:
    """Shapes of the parameters that images are multiplied with, but for factors with one number a channel."""
    names = {op["weight"] for op in value["operations"] if op["kind"] in ("convolution", "dense", "multiply")}
    factors = {op["weight"] for op in value["operations"] if op["kind"] == "multiply"}
    found = []
    for name, shape, _ in value["parameters"]:
        if name in names and (name not in factors or sum(side > 1 for side in shape) > 1):
            found.append(tuple(shape))
    return found


def _kernel_numbers(value: Mapping[str, Any]) -> int:
    return sum(int(np.prod(shape)) for shape in _kernel_shapes(value))


def check_DepthwiseSeparable_weights(DepthwiseSeparable: Any) -> None:  # noqa: N802
    """9 weights for each input channel, one for each pair of channels, all of them at work."""
    from utils.checks import oracles_week06 as oracles

    check = _check("DepthwiseSeparable", DepthwiseSeparable)
    for case, value in _each(check, SEPARABLE, DepthwiseSeparable, SEPARABLE_ASPECTS):
        scene = SEPARABLE.anatomy(case)
        count, expected = _kernel_numbers(value), oracles.separable_parameters(*case[:2])
        if count != expected:
            kernels = [str(shape) for shape in _kernel_shapes(value)]
            lines = [("weights", f"{count}, expected 9 * {case[0]} + {case[0]} * {case[1]} = {expected}")]
            lines.append(("kernels", ", ".join(kernels)[:90] or "none are registered"))
            check.find("values", "another number of weights", lines, call=scene, aspects=SEPARABLE_ASPECTS)
        elif idle := _idle(check, DepthwiseSeparable, case, value):
            lines = [("no gradient reaches", ", ".join(idle)[:90])]
            check.find("gradient", "a parameter that does not learn", lines, call=scene, aspects=SEPARABLE_ASPECTS)
        check.show(f"{SEPARABLE.text(case)} -> {expected} weights in kernels")
    check.finish("weights as expected")


def _idle_scene(case: Arguments) -> Scene:
    x = np.random.default_rng(3).normal(size=(8, case[0], 8, 8)).astype(np.float32)
    upstream = np.ones(SEPARABLE.output(case, (8, 8, 8)), np.float32)
    return SEPARABLE.scene(case, x, recipe={"seed": 5, **UPWARD}, upstream=upstream)


def _idle_kernels(value: Mapping[str, Any], structure: Mapping[str, Any]) -> list[str]:
    """Parameters that no gradient reaches, and kernels of which a part is idle."""
    kernels = {op["weight"] for op in structure["operations"] if op["kind"] in ("convolution", "dense", "multiply")}
    shares = value["parameters"].items()
    return [name for name, share in shares if not share or (name in kernels and share < 0.8)]


def _idle(check: Check, answer: Any, case: Arguments, structure: Mapping[str, Any]) -> list[str]:
    value = _ask(check, module_probes.gradients, answer, _idle_scene(case), (), note=False)
    return [] if value is None else _idle_kernels(value, structure)


def _jacobian_scene(case: Arguments, seed: int, recipe: Any, images: int = 64) -> Scene:
    x = 2 * np.random.default_rng(seed).normal(size=(images, case[0], WINDOW, WINDOW)).astype(np.float32)
    note = "(x): which inputs the central output pixel depends on"
    return SEPARABLE.scene(case, x, note, recipe=recipe)


def _wiring_fault(value: Any, case: Arguments) -> str:
    """What is wrong with derivatives `(N, C_out, C_in, H, W)` of a depthwise and a pointwise convolution."""
    array = as_array(value)
    if array is None or array.shape != (len(array), case[1], case[0], WINDOW, WINDOW):
        return "no derivatives of the expected shape"
    seen = np.abs(array).max(axis=0) > 1e-7
    middle = slice(WINDOW // 2 - 1, WINDOW // 2 + 2)
    outside = seen.copy()
    outside[:, :, middle, middle] = False
    if outside.any():
        return "an output pixel depends on more than the 3x3 pixels around it"
    if not seen.any(axis=(2, 3)).all():
        pairs = int(seen.any(axis=(2, 3)).sum())
        return f"output channels depend on {pairs} of {case[0] * case[1]} pairs with input channels: not all are mixed"
    if not seen[:, :, middle, middle].all():
        return "an output pixel depends on less than the 3x3 pixels around it"
    rows = array[:, :, :, middle, middle].reshape(len(array), case[1], case[0], 9)
    strongest = np.take_along_axis(rows, np.abs(rows).max(axis=3).argmax(axis=1)[:, None, :, None], axis=1)
    size = np.maximum((strongest**2).sum(axis=3, keepdims=True), 1e-12)
    rest = rows - (rows * strongest).sum(axis=3, keepdims=True) / size * strongest
    if np.abs(rest).max() > 1e-3 * np.abs(rows).max():
        return "two output channels see the same input channel through different 3x3 filters"
    return ""


def _judge_wiring(check: Check, answer: Any, case: Arguments, seed: int) -> None:
    scene = _jacobian_scene(case, seed, {"seed": seed, **UPWARD})
    value = _ask(check, module_probes.jacobian, answer, scene, SEPARABLE_ASPECTS)
    if value is not None and (fault := _wiring_fault(value, case)):
        aspects = ("wiring", "weights", "shape", "activation")
        check.find("values", "wired in another way", [("seen", fault)], call=scene, aspects=aspects)
    check.show(f"{SEPARABLE.text(case)} -> one 3x3 filter a channel, all channels mixed")


def check_DepthwiseSeparable_wiring(DepthwiseSeparable: Any) -> None:  # noqa: N802
    """By derivatives: a 3x3 window, one filter for each input channel, every channel in every output."""
    check = _check("DepthwiseSeparable", DepthwiseSeparable)
    for case in ((5, 7, 1), (6, 6, 1), (5, 7, 2)):
        _judge_wiring(check, DepthwiseSeparable, case, seed=1)
    check.finish("depthwise, then pointwise")


def check_DepthwiseSeparable_wiring_hidden(DepthwiseSeparable: Any) -> None:  # noqa: N802
    """Random channels and weights."""
    random = rng()
    check = _check("DepthwiseSeparable", DepthwiseSeparable)
    for stride in (1, 2):
        inputs, outputs = (int(count) for count in random.permutation(np.arange(3, 9))[:2])
        _judge_wiring(check, DepthwiseSeparable, (inputs, outputs, stride), seed=int(random.integers(10**6)))
    check.finish("depthwise, then pointwise")


def _activation_fault(value: Any, output: Any) -> str:
    """Whether ReLU or ReLU6 stands between the convolutions and at the end."""
    array, images = as_array(value), as_array(output)
    if array is None or array.ndim != 5 or images is None:
        return "no derivatives of the expected shape"
    if images.min(initial=0) < 0:
        return "outputs below 0: nothing cuts them off at the end"
    gates = np.abs(array).max(axis=(3, 4)) > 1e-7  # (N, C_out, C_in)
    active = gates.any(axis=2)
    if not active.any() or gates[active].all():
        return "no ReLU between the two convolutions: an input channel never falls silent by itself"
    for pair in np.ndindex(array.shape[1:3]):
        slopes = array[:, pair[0], pair[1]][gates[:, pair[0], pair[1]]]
        if len(slopes) and np.abs(slopes - slopes[0]).max() > 1e-3 * np.abs(slopes).max():
            return "slopes other than 0 and 1: another function than ReLU or ReLU6"
    return ""


def _activation(answer_of: Callable[[Function, Scene], Any], case: Arguments, seed: int) -> str | None:
    scene = _jacobian_scene(case, seed, {"seed": seed, "kind": "random"})
    value = answer_of(module_probes.jacobian, scene)
    output = answer_of(module_probes.answer, scene)
    return None if value is None or output is None else _activation_fault(value, output["output"])


def check_DepthwiseSeparable_activation(DepthwiseSeparable: Any) -> None:  # noqa: N802
    """ReLU after the depthwise and after the pointwise convolution."""
    check = _check("DepthwiseSeparable", DepthwiseSeparable)
    aspects = ("activation", "wiring", "weights", "shape")
    for case in ((5, 7, 1), (4, 6, 2)):

        def ask(prober: Function, scene: Scene) -> Any:
            return _ask(check, prober, DepthwiseSeparable, scene, aspects)

        if fault := _activation(ask, case, seed=2):
            check.find(
                "values", "another activation", [("seen", fault)], call=_jacobian_scene(case, 2, None), aspects=aspects
            )
        check.show(f"{SEPARABLE.text(case)} -> ReLU after both convolutions")
    check.finish("ReLU after both")


def _separable_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(answer: Function) -> list[str]:
        from utils.checks import oracles_week06 as oracles

        tokens = []
        for case in SEPARABLE.cases:
            if aspect == "weights":
                outcome = beside(module_probes.anatomy, answer, SEPARABLE.anatomy(case))
                if outcome.error is not None:
                    tokens.append(_trouble(outcome.error))
                    continue
                count = _kernel_numbers(outcome.value)
                right = count == oracles.separable_parameters(*case[:2])
                reached = beside(module_probes.gradients, answer, _idle_scene(case))
                idle = FINE
                if reached.error is not None or _idle_kernels(reached.value, outcome.value):
                    shares = reached.value["parameters"].values() if reached.error is None else ()
                    learns = sum(learns for *_, learns in outcome.value["parameters"])
                    idle = f"{sorted(round(share, 2) for share in shares)}, {learns} learn"
                tokens.append(idle if right else f"{count}, {_spelt(outcome.value)}")
                continue
            scene = _jacobian_scene(case, 2, {"seed": 2, **(UPWARD if aspect == "wiring" else {"kind": "random"})})
            outcome = beside(module_probes.jacobian, answer, scene)
            if outcome.error is not None:
                tokens.append(_trouble(outcome.error))
            elif aspect == "wiring":
                tokens.append(_wiring_fault(outcome.value, case) or FINE)
            else:
                output = beside(module_probes.answer, answer, scene)
                fault = (
                    _trouble(output.error) if output.error else _activation_fault(outcome.value, output.value["output"])
                )
                trace = beside(module_probes.anatomy, answer, SEPARABLE.anatomy(case))
                kinds = [] if trace.error is not None else [op["kind"] for op in trace.value["operations"]]
                tokens.append(f"{fault} {kinds}" if fault else FINE)
        return tokens

    return look


# --------------------------------------------------------------- separable_cost_ratio, compound_scaling


def ratio_call(out_channels: int, kernel: int) -> Call:
    """separable_cost_ratio(out_channels, kernel)"""
    return Call({"out_channels": out_channels, "kernel": kernel})


def check_separable_cost_ratio_values(separable_cost_ratio: Any) -> None:
    """The worked example, and sizes by hand."""
    check = _check("separable_cost_ratio", separable_cost_ratio)
    check.visible = True
    for outputs, kernel, expected in ((5, 3, 14 / 45), (64, 3, 73 / 576), (1, 1, 2.0), (512, 5, 537 / 12800)):
        check.array(ratio_call(outputs, kernel), expected)
    check.finish()


def check_separable_cost_ratio_hidden(separable_cost_ratio: Any) -> None:
    """Random channels and kernels."""
    from utils.checks import oracles_week06 as oracles

    random = rng()
    check = _check("separable_cost_ratio", separable_cost_ratio)
    for _ in range(5):
        outputs, kernel = int(random.integers(1, 600)), int(random.integers(1, 8))
        check.array(ratio_call(outputs, kernel), oracles.cost_ratio(outputs, kernel))
    check.finish()


def scaling_call(phi: float, **bases: float) -> Call:
    """compound_scaling(phi, ...)"""
    return Call({"phi": phi}, bases)


def check_compound_scaling_values(compound_scaling: Any) -> None:
    """phi of 1, 0 and 2 with the bases of the paper."""
    check = _check("compound_scaling", compound_scaling)
    check.visible = True
    for phi, expected in ((1, (1.2, 1.1, 1.15)), (0, (1.0, 1.0, 1.0)), (2, (1.44, 1.21, 1.3225))):
        check.array(scaling_call(phi), np.array(expected))
    check.finish()


def check_compound_scaling_hidden(compound_scaling: Any) -> None:
    """Whole, broken and negative phi; other bases."""
    from utils.checks import oracles_week06 as oracles

    random = rng()
    check = _check("compound_scaling", compound_scaling)
    for phi in (3, 0.5, -1, round(float(random.uniform(0.1, 6)), 3)):
        check.array(scaling_call(phi), oracles.compound(phi, 1.2, 1.1, 1.15))
    bases = [round(float(base), 3) for base in random.uniform(1.01, 1.5, 3)]
    names = dict(zip(("alpha", "beta", "gamma"), bases, strict=True))
    check.array(scaling_call(2, **names), oracles.compound(2, *bases))
    check.array(scaling_call(1.5, beta=bases[1]), oracles.compound(1.5, 1.2, bases[1], 1.15))
    check.finish()


# --------------------------------------------------------------------------------- InvertedResidual

INVERTED_ASPECTS = ("parts", "relu6", "linear", "skip", "shape")


def check_InvertedResidual_shape(InvertedResidual: Any) -> None:  # noqa: N802
    """Channels, stride and expansion, even and odd sizes."""
    _judge_shapes(_check("InvertedResidual", InvertedResidual), INVERTED, InvertedResidual)


def check_InvertedResidual_parts(InvertedResidual: Any) -> None:  # noqa: N802
    """1x1 that expands, 3x3 depthwise with the stride, 1x1 that projects."""
    check = _check("InvertedResidual", InvertedResidual)
    aspects = ("parts", "shape", "relu6", "learning")
    _judge_parts(check, INVERTED, InvertedResidual, _fault, aspects)
    for case, _ in _each(check, INVERTED, InvertedResidual, aspects)[:2]:
        scene = _inverted_gradient_scene(case)
        value = _ask(check, module_probes.gradients, InvertedResidual, scene, aspects)
        if value is not None and (idle := [name for name, share in value["parameters"].items() if not share]):
            lines = [("no gradient reaches", ", ".join(idle)[:90])]
            check.find("gradient", "a parameter that does not learn", lines, call=scene, aspects=aspects)
    check.finish("the layers asked for")


def _inverted_gradient_scene(case: Arguments) -> Scene:
    x = np.random.default_rng(3).normal(size=(8, case[0], 6, 6)).astype(np.float32)
    upstream = np.random.default_rng(4).normal(size=INVERTED.output(case, (8, 6, 6))).astype(np.float32)
    recipe = {"seed": 5, "kind": "random", "mean": 0.0}
    return INVERTED.scene(case, x, "(x).backward()", recipe=recipe, upstream=upstream)


def _inverted_learning(answer: Function) -> list[str]:
    tokens = []
    for case in INVERTED.cases[:2]:
        outcome = beside(module_probes.gradients, answer, _inverted_gradient_scene(case))
        shares = [] if outcome.error is not None else outcome.value["parameters"].values()
        tokens.append(_trouble(outcome.error) if outcome.error else f"{sum(not share for share in shares)} idle")
    return tokens


def _large(random: np.random.Generator, case: Arguments) -> tuple[np.ndarray, dict[str, Any]]:
    """Images and weights that drive part of the activations beyond 6, and part of them below 0."""
    x = 4 * random.normal(size=(2, case[0], 7, 5)).astype(np.float32)
    return x, {"seed": int(random.integers(10**6)), "kind": "random", "gamma": 3.0, "gain": 3.0}


def _clip_fault(case: Arguments, value: Mapping[str, Any], structure: Mapping[str, Any], x: Any, recipe: Any) -> Any:
    """None when the numbers are those of ReLU6, else what was expected."""
    from utils.checks import oracles_week06 as oracles

    found = _convolutions(structure["operations"])
    norms = [_norm_after(structure["operations"], place) for place, _ in found]
    expected = [
        oracles.inverted_residual(x, case, recipe, len(found) == 3, norms, variant) for variant in oracles.VARIANTS
    ]
    return None if any(_near(value["output"], array) for array in expected) else expected[0]


def _judge_clip(check: Check, answer: Any, random: np.random.Generator) -> None:
    aspects = ("relu6", *INVERTED_ASPECTS)
    for case, structure in _each(check, INVERTED, answer, aspects):
        x, recipe = _large(random, case)
        scene = INVERTED.scene(case, x, f"(x {x.shape}), weights given", recipe=recipe)
        value = _ask(check, module_probes.answer, answer, scene, aspects)
        if value is None:
            continue
        if _fault(INVERTED, case, structure):  # no numbers to compare: what is left is that it saturates
            huge = [_ask(check, module_probes.answer, answer, _scaled(case, x, recipe, s), aspects) for s in (1e6, 1e7)]
            outputs = [as_array(part["output"]) for part in huge if part is not None]
            adds = case[0] == case[1] and case[2] == 1
            first, second = [*outputs, None, None][:2]
            if first is None or second is None or not (adds or _near(first, second)):
                lines = [("seen", "the output grows with its input without end, or is no tensor")]
                check.find("values", "activations are not clipped", lines, call=scene, aspects=aspects)
        elif (expected := _clip_fault(case, value, structure, x, recipe)) is not None:
            lines = _compared(value["output"], expected)
            check.find("values", "other numbers than ReLU6 gives", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> ReLU6 after the first two convolutions")


def _scaled(case: Arguments, x: np.ndarray, recipe: Any, scale: float) -> Scene:
    return INVERTED.scene(case, np.float32(scale) * x, f"(x * {scale:g})", recipe=recipe)


def check_InvertedResidual_relu6(InvertedResidual: Any) -> None:  # noqa: N802
    """Large inputs: ReLU6 after the expansion and after the depthwise convolution."""
    check = _check("InvertedResidual", InvertedResidual)
    _judge_clip(check, InvertedResidual, np.random.default_rng(12))
    check.finish("clipped at 6")


def check_InvertedResidual_relu6_hidden(InvertedResidual: Any) -> None:  # noqa: N802
    """The same with random weights and images."""
    check = _check("InvertedResidual", InvertedResidual)
    _judge_clip(check, InvertedResidual, rng())
    check.finish("clipped at 6")


def check_InvertedResidual_linear(InvertedResidual: Any) -> None:  # noqa: N802
    """Nothing after the projection: outputs below 0 and above 6 occur."""
    check = _check("InvertedResidual", InvertedResidual)
    random = np.random.default_rng(14)
    aspects = ("linear", *INVERTED_ASPECTS)
    for case, _ in _each(check, INVERTED, InvertedResidual, aspects):
        x, recipe = _large(random, case)
        scene = INVERTED.scene(case, x, f"(x {x.shape}), weights given", recipe=recipe)
        value = _ask(check, module_probes.answer, InvertedResidual, scene, aspects)
        if value is None:
            continue
        output = as_array(value["output"])
        if output is None or not output.size or not (output.min() < 0 and output.max() > 6):
            shown = (
                describe(value["output"]) if output is None or not output.size else _row([output.min(), output.max()])
            )
            lines = [("smallest and largest", shown), ("expected", "below 0 and above 6, as a linear projection gives")]
            check.find("values", "the output is cut off", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> outputs below 0 and above 6")
    check.finish("a linear projection")


def check_InvertedResidual_skip(InvertedResidual: Any) -> None:  # noqa: N802
    """Zero kernels: what comes out is x at stride 1 and equal channels, else 0."""
    check = _check("InvertedResidual", InvertedResidual)
    aspects = ("skip", *INVERTED_ASPECTS)
    for case, _ in _each(check, INVERTED, InvertedResidual, aspects):
        x = _whole(2, case[0], 4, 6, seed=7)
        adds = case[0] == case[1] and case[2] == 1
        scene = INVERTED.scene(case, x, "(x), all kernels 0, gamma 1, beta 0", recipe={**EMPTY, "beta": 0.0})
        value = _ask(check, module_probes.answer, InvertedResidual, scene, aspects)
        if value is None:
            continue
        wanted = x if adds else np.zeros(INVERTED.output(case, (2, 4, 6)), np.float32)
        # What a last ReLU takes away costs the point for the linear projection, not this one.
        allowed = [wanted, np.maximum(wanted, 0), np.clip(wanted, 0, 6)]
        if not any(_near(value["output"], array) for array in allowed):
            lines = [("expected", "x" if adds else "0: strides or channels differ, so nothing is added")]
            lines += _compared(value["output"], wanted)
            check.find("values", "the skip connection", lines, call=scene, aspects=aspects)
        elif adds and _near(value["output"], x):
            _judge_skip_gradient(check, InvertedResidual, case, x, aspects)
        check.show(f"{scene.text} -> {'x' if adds else '0'}")
    check.finish("the input is added where shapes agree")


def _judge_skip_gradient(check: Check, answer: Any, case: Arguments, x: np.ndarray, aspects: Sequence[str]) -> None:
    """Through an identity the gradient comes back as it is."""
    scene = _skip_gradient_scene(case, x)
    value = _ask(
        check, module_probes.gradients, answer, scene, aspects, note=False
    )  # raising costs the point for parts
    upstream = scene.required["upstream"]
    if value is not None and not _near(value["input"], upstream):
        lines = [("gradient of x", "none" if value["input"] is None else _row(value["input"].ravel()[:4]))]
        lines.append(("expected", _row(upstream.ravel()[:4])))
        check.find("gradient", "no gradient through the skip connection", lines, call=scene, aspects=aspects)


def _skip_gradient_scene(case: Arguments, x: np.ndarray) -> Scene:
    recipe = {**EMPTY, "beta": 0.0}
    return INVERTED.scene(case, x, "(x).backward(), all kernels 0", recipe=recipe, upstream=_whole(*x.shape, seed=8))


def _inverted_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(answer: Function) -> list[str]:
        tokens = []
        random = np.random.default_rng(12)
        for case in INVERTED.cases:
            x, recipe = _large(random, case)
            if aspect == "skip":
                x, recipe = _whole(2, case[0], 4, 6, seed=7), {**EMPTY, "beta": 0.0}
            structure = beside(module_probes.anatomy, answer, INVERTED.anatomy(case))
            outcome = beside(module_probes.answer, answer, INVERTED.scene(case, x, recipe=recipe))
            error = structure.error or outcome.error
            if error is not None:
                tokens.append(_trouble(error))
                continue
            output = as_array(outcome.value["output"])
            if output is None or not output.size:
                tokens.append(NOTHING + "no numbers")
            elif aspect == "skip":
                adds = case[0] == case[1] and case[2] == 1
                wanted = x if adds else np.zeros(INVERTED.output(case, (2, 4, 6)))
                tokens.append(FINE if _near(output, wanted) else token(output))
                if adds:
                    scene = _skip_gradient_scene(case, x)
                    outcome = beside(module_probes.gradients, answer, scene)
                    near = outcome.error is not None or _near(outcome.value["input"], scene.required["upstream"])
                    tokens.append("gradient" if near else "no gradient")
            elif aspect == "linear":
                tokens.append(f"{output.min() < 0} {output.max() > 6}")
            elif _fault(INVERTED, case, structure.value):
                tokens.append(f"parts {_spelt(structure.value)}")
            else:
                wrong = _clip_fault(case, outcome.value, structure.value, x, recipe) is not None
                tokens.append(f"{_row(np.round(output.ravel()[:40], 1) + 0.0)}" if wrong else FINE)
        return tokens

    return look


# ----------------------------------------------------------------------- residual_block, in Keras

KERAS_CASES: tuple[Arguments, ...] = ((4, 4, 1), (4, 8, 2), (4, 8, 1), (4, 4, 2))
KERAS_SIZES = ((7, 9), (8, 6))
KERAS_ASPECTS = ("shape", "parts", "empty", "values", "learning")


def _keras_scene(case: Arguments, size: Sequence[int] | np.ndarray, note: str = "", **more: Any) -> Scene:
    inputs, filters, stride = case
    keywords = {"stride": stride} if stride != 1 else {}
    images = {"x": size} if isinstance(size, np.ndarray) else {"shape": [*size, inputs]}
    shape = (None, *(size.shape[1:] if isinstance(size, np.ndarray) else (*size, inputs)))
    text = f"residual_block(x {shape}, {filters}{f', stride={stride}' if stride != 1 else ''}){note}"
    return Scene({"filters": filters, "keywords": keywords, **images, **more}, text=text)


def check_residual_block_shape(residual_block: Any) -> None:
    """Filters and stride, even and odd sizes."""
    check = _check("residual_block", residual_block)
    for case in KERAS_CASES:
        for size in KERAS_SIZES:
            scene = _keras_scene(case, size)
            value = _ask(check, keras_block_probes.block_anatomy, residual_block, scene, ("shape",))
            expected = _keras_output(case, size)
            if value is not None and value["output"] != expected:
                lines = [("shape", f"{(None, *value['output'])}, expected {(None, *expected)}")]
                check.find("shape", "wrong shape", lines, call=scene, aspects=("shape", "parts", "values"))
            check.show(f"{scene.text} -> {(None, *expected)}")
    check.finish("shapes as expected")


def _keras_each(check: Check, answer: Any, aspects: Sequence[str]) -> list[tuple[Arguments, Mapping[str, Any]]]:
    """As `_each`, for the Keras block."""
    found, size = [], KERAS_SIZES[0]
    for case in KERAS_CASES:
        value = _ask(check, keras_block_probes.block_anatomy, answer, _keras_scene(case, size), aspects, note=False)
        if value is not None:
            found.append((case, value))
    if not found:
        _ask(check, keras_block_probes.block_anatomy, answer, _keras_scene(KERAS_CASES[0], size), aspects)
    right = [(case, value) for case, value in found if value["output"] == _keras_output(case, size)]
    return right or found


def _keras_output(case: Arguments, size: Sequence[int]) -> tuple[int, ...]:
    return (*(_half(side, case[2]) for side in size), case[1])


def _keras_fault(case: Arguments, value: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with the weights of a Keras block; empty when nothing is."""
    wanted = BASIC.convolutions(case)
    kernels = sorted(shape for _, shape in value["trainable"] if len(shape) > 1)
    expected = sorted((conv.kernel, conv.kernel, conv.inputs, conv.outputs) for conv in wanted)
    if kernels != expected:
        return [("kernels", ", ".join(map(str, kernels)) or "none"), ("expected", ", ".join(map(str, expected)))]
    for role, weights in (("gamma", "trainable"), ("beta", "trainable"), ("moving_mean", "frozen")):
        found = [shape for name, shape in value[weights] if name == role]
        if found != [(case[1],)] * len(wanted):
            lines = [(role, ", ".join(map(str, found)) or "none")]
            return [*lines, ("expected", f"{len(wanted)} of shape ({case[1]},): one number a channel")]
    return []


def check_residual_block_parts(residual_block: Any) -> None:
    """Two 3x3 convolutions, a projection where shapes differ, a normalisation of channels after each."""
    check = _check("residual_block", residual_block)
    aspects = ("parts", "values", "shape")
    for case, value in _keras_each(check, residual_block, aspects):
        scene = _keras_scene(case, KERAS_SIZES[0])
        if fault := _keras_fault(case, value):
            check.find("values", "other layers than asked for", fault, call=scene, aspects=aspects)
        check.show(f"{scene.text} -> {_listed(BASIC.convolutions(case))}")
    check.finish("the layers asked for")


def _keras_expected(
    x: np.ndarray, case: Arguments, recipe: Any, *, training: bool = False, eps: float = 1e-3
) -> np.ndarray:
    from utils.checks import oracles_week06 as oracles

    output = oracles.residual(x.transpose(0, 3, 1, 2), case, recipe, training=training, eps=eps)
    return output.transpose(0, 2, 3, 1)


def _keras_values(
    check: Check, answer: Any, case: Arguments, x: np.ndarray, recipe: Any, expected: np.ndarray, note: str, **more: Any
) -> bool:
    scene = _keras_scene(case, x, note, recipe=recipe, **more)
    aspects = ("empty", "values", "learning") if not more else ("learning", "values")
    value = _ask(check, keras_block_probes.block_answer, answer, scene, aspects)
    if value is None:
        return False
    if not _near(value, expected, share=0.95 if more else 1.0):
        check.find(
            "values", "other numbers than the layers give", _compared(value, expected), call=scene, aspects=aspects
        )
        return False
    check.show(f"{scene.text} -> as expected")
    return True


def _keras_sum(check: Check, answer: Any, random: np.random.Generator | None) -> None:
    judged = False
    runs = _keras_each(check, answer, ("values",))
    for case, value in runs:
        usable = not _keras_fault(case, value)
        alike = case[0] == case[1] and case[2] == 1
        judged = judged or usable or alike
        if alike and (random is None or not usable):
            x = _whole(1, 3, 5, case[0], seed=5)
            for beta in (0.0, -1.0, 1.0) if usable else (0.0,):
                note = f", all kernels 0, gamma 1, beta {beta:g}"
                recipe = {**EMPTY, "beta": beta}
                _keras_values(check, answer, case, x, recipe, np.maximum(x + beta, 0), note)
        if usable:
            x, recipe = _whole(2, 7, 9, case[0], seed=9), EXACT
            if random is not None:
                x = random.normal(size=(2, 5, 7, case[0])).astype(np.float32)
                recipe = {"seed": int(random.integers(10**6)), "kind": "random"}
            _keras_values(check, answer, case, x, recipe, _keras_expected(x, case, recipe), ", weights given")
    if runs and not judged:
        lines = [("seen", "no block has the layers asked for")]
        check.find("values", "there is no sum to look at", lines, aspects=("parts", "shape"))


def check_residual_block_sum(residual_block: Any) -> None:
    """Zero kernels leave relu(x); beta shows on which side of the sum ReLU stands; known weights."""
    check = _check("residual_block", residual_block)
    _keras_sum(check, residual_block, None)
    check.finish("relu(branch + shortcut)")


def check_residual_block_sum_hidden(residual_block: Any) -> None:
    """Random weights and images."""
    check = _check("residual_block", residual_block)
    _keras_sum(check, residual_block, rng())
    check.finish("relu(branch + shortcut)")


def check_residual_block_learning(residual_block: Any) -> None:
    """Gradients reach all weights and the input; in training the batch's statistics are used."""
    from utils.checks import oracles_week06 as oracles

    random = rng()
    check = _check("residual_block", residual_block)
    aspects = ("learning", "parts", "values", "shape")
    for case, structure in _keras_each(check, residual_block, aspects)[:2]:
        x = random.normal(size=(3, 5, 7, case[0])).astype(np.float32)
        recipe = {"seed": int(random.integers(10**6)), "kind": "random", **ALIVE}
        expected = _keras_expected(x, case, recipe)
        scene = _keras_scene(case, x, recipe=recipe)
        value = _ask(check, keras_block_probes.block_answer, residual_block, scene, aspects, note=False)
        comparable = _near(value, expected)
        upstream = random.normal(size=expected.shape).astype(np.float32)
        scene = _keras_scene(case, x, ", gradients", recipe=recipe, upstream=upstream)
        found = None
        if getattr(as_array(value), "shape", None) != expected.shape:
            check.find("shape", "wrong shape", _compared(value, expected), call=scene, aspects=aspects)
        else:
            found = _ask(check, keras_block_probes.block_gradients, residual_block, scene, aspects)
        if found is not None:
            gradient = oracles.input_gradient(
                "residual", x.transpose(0, 3, 1, 2), case, recipe, upstream.transpose(0, 3, 1, 2)
            ).transpose(0, 2, 3, 1)
            if idle := [f"{name} {shape}" for name, shape, reached in found["parameters"] if not reached]:
                lines = [("no gradient reaches", ", ".join(idle)[:90])]
                check.find("gradient", "a weight that does not learn", lines, call=scene, aspects=aspects)
            elif comparable and not _near(found["input"], gradient, share=0.8):
                missing = [("gradient of x", "none")]
                lines = missing if found["input"] is None else _compared(found["input"], gradient)
                check.find("gradient", "another gradient than the layers give", lines, call=scene, aspects=aspects)
            check.show(f"{scene.text} -> reach all weights, and the input through the shortcut")
        if comparable:
            eps = max(structure["eps"], default=0.0)
            trained = _keras_expected(x, case, recipe, training=True, eps=eps)
            _keras_values(check, residual_block, case, x, recipe, trained, ", training=True", training=True)
    check.finish("it learns")


def _keras_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(answer: Function) -> list[str]:
        tokens: list[str] = []
        for case in KERAS_CASES[:1] if aspect == "empty" else KERAS_CASES[:2] if aspect == "learning" else KERAS_CASES:
            tokens += _keras_case_tokens(aspect, answer, case)
        return tokens

    return look


def _keras_case_tokens(aspect: str, answer: Function, case: Arguments) -> list[str]:
    if aspect in ("shape", "parts"):
        outcome = beside(keras_block_probes.block_anatomy, answer, _keras_scene(case, KERAS_SIZES[0]))
        if outcome.error is not None:
            return [_trouble(outcome.error)]
        if aspect == "shape":
            other = beside(keras_block_probes.block_anatomy, answer, _keras_scene(case, KERAS_SIZES[1]))
            second = _trouble(other.error) if other.error is not None else str(other.value["output"])
            return [str(outcome.value["output"]), second]
        shapes = sorted(str(row) for key in ("trainable", "frozen") for row in outcome.value[key])
        layers = sorted(name for name in outcome.value["layers"] if name not in ("Functional", "InputLayer"))
        if not _keras_fault(case, outcome.value):
            return [FINE]
        answered = beside(
            keras_block_probes.block_answer, answer, _keras_scene(case, _whole(2, 7, 9, case[0]), recipe=EXACT)
        )
        return [f"{shapes} {layers} {token(answered.value)}"]
    if aspect == "empty":
        x = _whole(1, 3, 5, case[0], seed=5)
        scenes = [(_keras_scene(case, x, recipe={**EMPTY, "beta": b}), np.maximum(x + b, 0)) for b in (0.0, -1.0, 1.0)]
    elif aspect == "values":
        x = _whole(2, 7, 9, case[0], seed=9)
        scenes = [(_keras_scene(case, x, recipe=EXACT), _keras_expected(x, case, EXACT))]
    else:
        return _keras_learning_tokens(answer, case)
    tokens = []
    for scene, expected in scenes:
        outcome = beside(keras_block_probes.block_answer, answer, scene)
        near = outcome.error is None and _near(outcome.value, expected)
        tokens.append(FINE if near else _trouble(outcome.error) if outcome.error is not None else token(outcome.value))
    return tokens


def _keras_learning_tokens(answer: Function, case: Arguments) -> list[str]:
    from utils.checks import oracles_week06 as oracles

    x = np.random.default_rng(2).normal(size=(3, 5, 7, case[0])).astype(np.float32)
    recipe = {"seed": 4, "kind": "random"}
    shape = (3, *(_half(side, case[2]) for side in (5, 7)), case[1])
    upstream = np.random.default_rng(3).normal(size=shape).astype(np.float32)
    outcome = beside(
        keras_block_probes.block_gradients, answer, _keras_scene(case, x, recipe=recipe, upstream=upstream)
    )
    tokens = []
    if outcome.error is not None:
        tokens.append(_trouble(outcome.error))
    else:
        first = oracles.input_gradient(
            "residual", x.transpose(0, 3, 1, 2), case, recipe, upstream.transpose(0, 3, 1, 2)
        ).transpose(0, 2, 3, 1)
        right = _near(outcome.value["input"], first, share=0.8)
        gradient = FINE if right else "none" if outcome.value["input"] is None else token(outcome.value["input"])
        tokens.append(f"{gradient} {sum(not reached for *_, reached in outcome.value['parameters'])} idle")
    scene = _keras_scene(case, x, recipe=recipe, training=True)
    outcome, again = (beside(keras_block_probes.block_answer, answer, scene) for _ in range(2))
    if outcome.error is not None or again.error is not None:
        return [*tokens, _trouble(outcome.error or again.error)]
    if not np.array_equal(outcome.value, again.value):
        return [*tokens, "random in train mode"]
    # Keras has 0.001 for eps, PyTorch 0.00001: both agree with this to two digits.
    expected = _keras_expected(x, case, recipe, training=True)
    array = as_array(outcome.value)
    close = array is not None and array.shape == expected.shape and np.allclose(array, expected, rtol=0.02, atol=0.02)
    return [*tokens, FINE if close else token(outcome.value)]


PROBES: dict[str, Probes] = {
    "ResidualBlock": _block_probes(BASIC),
    "Bottleneck": _block_probes(BOTTLENECK),
    "resnet": {**{aspect: _resnet_tokens(aspect) for aspect in RESNET_ASPECTS}, "train": _train_tokens},
    "DepthwiseSeparable": {
        "shape": _shape_tokens(SEPARABLE),
        **{aspect: _separable_tokens(aspect) for aspect in ("weights", "activation", "wiring")},
    },
    "separable_cost_ratio": call_probes(
        [ratio_call(*pair) for pair in ((5, 3), (64, 3), (8, 5), (3, 2), (1, 1), (2, 4))]
    ),
    "InvertedResidual": {
        "shape": _shape_tokens(INVERTED),
        "parts": _parts_tokens(INVERTED, _fault),
        **{aspect: _inverted_tokens(aspect) for aspect in ("relu6", "linear", "skip")},
        "learning": _inverted_learning,
    },
    "compound_scaling": call_probes(
        [scaling_call(phi) for phi in (1, 0, 2, 3, 0.5, -1)] + [scaling_call(2, alpha=2, beta=3, gamma=5)]
    ),
    "residual_block": {aspect: _keras_tokens(aspect) for aspect in KERAS_ASPECTS},
}
