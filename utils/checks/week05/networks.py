"""What all networks of week 5 are asked, and how they are told apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import classic_probes as probes
from utils.checks.fingerprints import NOTHING, Function, builtin_name, token
from utils.checks.report import Check, as_array
from utils.checks.scenes import Scene, attempt, beside

Shape = tuple[int, ...]
Arrays = list[np.ndarray]
Spec = tuple[tuple[Any, ...], dict[str, Any]]
PHRASES = (
    "mat1 and mat2",
    "Sizes of tensors must match",
    "must match the size of tensor",
    "must be an nn.Module",
    "expected an nn.Module",
    "expected input",
    "empty parameter list",
    "has no attribute",
    "unexpected keyword argument",
    "not supported between",
)


def network_scene(question: str, spec: Spec, text: str, **arguments: Any) -> Scene:
    """`question(*spec)` and what is then done with it, `text`; `arguments` are the probe's."""
    made = ", ".join([*map(repr, spec[0]), *(f"{key}={value!r}" for key, value in spec[1].items())])
    return Scene({"spec": spec, **arguments}, text=f"{question}({made}){text}")


def _trouble(error: BaseException) -> str:
    """An exception as a token of a fingerprint; recognisable only by what PyTorch says of well-known mistakes."""
    kind = builtin_name(error)
    said = " ".join(str(error).split())[:200]
    return f"raised {kind}: {said}" if any(phrase in said for phrase in PHRASES) else NOTHING + kind


def told(prober: Function, answer: Function, scenes: Iterable[Scene], tell: Callable[[Any, Scene], str]) -> list[str]:
    """A token for each scene: what `tell` says of the probe's result, or what was raised."""
    outcomes = [(beside(prober, answer, scene), scene) for scene in scenes]
    return [_trouble(o.error) if o.error is not None else tell(o.value, scene) for o, scene in outcomes]


def count_numbers(shapes: Iterable[Shape]) -> int:
    """How many numbers arrays of these shapes hold."""
    return sum(math.prod(shape) for shape in shapes)


def listed(shapes: Sequence[Shape], most: int = 8) -> str:
    """Shapes in a row, the first `most` of them."""
    shown = " ".join(str(tuple(shape)).replace(" ", "") for shape in shapes[:most])
    return shown + (f" and {len(shapes) - most} more" if len(shapes) > most else "") or "none"


def make_weights(random: np.random.Generator, shapes: Sequence[Shape], kind: str) -> Arrays:
    """An array for each shape, the same for equal shapes.

    "positive": whole numbers 0 to 3; "negative": -3 to 0; "signed": -2 to 2; "random": normal numbers of a
    size that keeps activations about the same from layer to layer.
    """
    made: dict[Shape, np.ndarray] = {}
    for shape in shapes:
        if shape not in made:
            if kind == "random":
                scale = 1.5 / math.sqrt(math.prod(shape[1:])) if len(shape) > 1 else 0.3
                made[shape] = scale * random.normal(size=shape)
            else:
                low, high = {"positive": (0, 4), "negative": (-3, 1), "signed": (-2, 3)}[kind]
                made[shape] = random.integers(low, high, shape)
    return [made[shape].astype(np.float32) for shape in shapes]


def make_inputs(random: np.random.Generator, shape: Shape, kind: str) -> np.ndarray:
    """Inputs: whole numbers, "positive" (0 to 4) or "negative" (-5 to -1); "flat": each map of one number, -2 to 3."""
    if kind == "positive":
        return random.integers(0, 5, shape).astype(np.float32)
    if kind == "negative":
        return random.integers(-5, 0, shape).astype(np.float32)
    values = random.permuted(np.linspace(-2, 3, math.prod(shape[:2]))).reshape(*shape[:2], 1, 1)
    return np.broadcast_to(np.round(values * 4) / 4, shape).astype(np.float32)


def _is_vector(shape: Shape) -> bool:
    return math.prod(shape) == max(shape, default=1)


def _parameters_fault(
    found: Mapping[str, Any], kernels: Sequence[Shape], vectors: Sequence[Shape] | None, norms: bool
) -> list[tuple[str, str]] | None:
    """What is wrong with the parameters.

    Args:
        found: from `inventory`.
        kernels: shapes of the weights, up to the number of axes of a 1x1 or whole-map kernel.
        vectors: shapes of the biases; None when each kernel may have one or not.
        norms: whether normalisations are allowed.
    """
    rows = found["parameters"]
    own = [tuple(shape) for _, shape, _, norm in rows if not norm]
    expected = [*kernels, *(vectors or [])]
    sizes = Counter(math.prod(shape) for shape in own)
    allowed = Counter(math.prod(shape) for shape in expected)
    optional = Counter(shape[0] for shape in kernels) if vectors is None else Counter()
    normed = Counter(math.prod(shape) for _, shape, _, norm in rows if norm)
    if norms and normed - Counter(2 * [shape[0] for shape in kernels]):
        return [("seen", f"a normalisation of {max(normed):,} channels, which no convolution has")]
    if not norms and len(own) < len(rows):
        return [("seen", f"a normalisation, {len(rows) - len(own)} parameters of its own; none is asked for")]
    surplus = sizes - allowed
    if allowed - sizes or surplus - optional:
        lines = [("parameters", f"{count_numbers(own):,} in {len(own)} arrays: {listed(own)}")]
        return [*lines, ("expected", f"{listed(expected)}{'' if vectors else ', with or without biases'}")]
    if frozen := [name for name, _, learns, _ in rows if not learns]:
        return [("requires_grad is False", ", ".join(frozen[:6]))]
    if found["silent"]:
        return [("no gradient reaches", ", ".join(found["silent"][:6]))]
    if found["random"]:
        return [("seen", "the same input twice gives two answers in train mode; nothing random is asked for")]
    return [("seen", "two networks made one after the other share their weights")] if found["shared"] else None


def inventory_token(found: Mapping[str, Any], kernels: Sequence[Shape], norms: bool, biases: bool = False) -> str:
    """The same for every right style: biases and normalisations count only where they are not a matter of taste."""
    rows = found["parameters"]
    outs = {shape[0] for shape in kernels}
    kept = [
        (math.prod(shape), bool(learns))
        for _, shape, learns, norm in rows
        if (norm and (not norms or max(shape) not in outs))
        or (not norm and (biases or not learns or len(shape) > 1 or max(shape, default=0) not in outs))
    ]
    silent = sorted(math.prod(shape) for name, shape, _, _ in rows if name in found["silent"])
    vectors = sum(_is_vector(shape) for _, shape, _, norm in rows if not norm)
    more = "more vectors than kernels " if vectors > len(kernels) else ""
    normed = "normalised " if not norms and any(norm for *_, norm in rows) else ""
    return f"{normed}{more}{sorted(kept)} silent {silent} shared {found['shared']} random {found['random']}"


def judge_parameters(
    check: Check,
    answer: Any,
    spec: Spec,
    shape: Shape,
    kernels: Sequence[Shape],
    aspects: Sequence[str],
    *,
    vectors: Sequence[Shape] | None = None,
    norms: bool = False,
) -> None:
    """The shapes of the parameters, as `_parameters_fault` has them; all learn, and no two networks share any."""
    scene = network_scene(check.question, spec, ".named_parameters()", shape=shape)
    found = attempt(check, probes.inventory, answer, scene, aspects)
    if found is None:
        return
    if fault := _parameters_fault(found, kernels, vectors, norms):
        check.find("values", "other parameters than asked for", fault, call=scene, aspects=aspects)
    shapes = [tuple(row[1]) for row in found["parameters"]]
    check.show(f"{scene.text} -> {count_numbers(shapes):,} numbers in {len(shapes)} arrays")


def judge_shape(check: Check, answer: Any, spec: Spec, shape: Shape, expected: Shape, aspects: Sequence[str]) -> None:
    """The shape of the answer in train mode, with the network's own weights; the input must be left alone."""
    x = np.random.default_rng(sum(shape)).normal(size=shape).astype(np.float32)
    scene = network_scene(check.question, spec, f"(x {shape})", x=x, arrays=None, training=True)
    found = attempt(check, probes.answer, answer, scene, aspects, "shape")
    if found is None:
        return
    array = as_array(found["output"])
    if array is None:
        lines = [("yours", f"a {found['kind']}"), ("expected", f"a tensor of shape {expected}")]
        check.find("shape", "wrong kind of answer", lines, call=scene, aspects=aspects)
    elif array.shape != expected:
        lines = [("shape", f"{array.shape}, expected {expected}")]
        check.find("shape", "wrong shape", lines, call=scene, aspects=aspects)
    elif not found["unchanged"]:
        lines = [("changed", "x: it still belongs to the caller")]
        check.find("shape", "changed its input", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> {expected}")


def shape_token(found: Mapping[str, Any], scene: Scene) -> str:
    """The shape of the answer, and whether the input was left alone."""
    array = as_array(found["output"])
    return f"{found['kind'] if array is None else array.shape} {found['unchanged']}"


def value_token(found: Mapping[str, Any], scene: Scene) -> str:
    """All numbers of the answer."""
    return found["kind"] if found["output"] is None else _kept(found) + _maps_token(found["output"])


def centre_token(found: Mapping[str, Any], scene: Scene) -> str:
    """The number in the middle of each map."""
    array = as_array(found["output"])
    if array is None:
        return str(found["kind"])
    return _kept(found) + _maps_token(middle(array) if array.ndim == 4 else array)


def _maps_token(array: np.ndarray) -> str:
    """Zeros everywhere say nothing: they come from layers that are not there as well as from others."""
    return NOTHING + "zeros" if not np.any(array) else token(array)


def _kept(found: Mapping[str, Any]) -> str:
    return "" if found["unchanged"] else "x changed "


def middle(maps: np.ndarray) -> np.ndarray:
    """The number in the middle of each map, `(N, C)`."""
    return maps[:, :, maps.shape[2] // 2, maps.shape[3] // 2] if 0 not in maps.shape else np.zeros((0, 0))


def near(array: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Which numbers agree to about three digits."""
    scale = max(1.0, float(np.abs(expected).max(initial=0.0)))
    with np.errstate(all="ignore"):
        return np.abs(array - expected) <= 1e-4 * scale + 1e-3 * np.abs(expected)


def judge_values(
    check: Check,
    answer: Any,
    scene: Scene,
    expected: np.ndarray,
    aspects: Sequence[str],
    *,
    centre: bool = False,
    headline: str = "wrong values",
) -> None:
    """The answer with given weights; with `centre` only the middle of each map counts."""
    found = attempt(check, probes.answer, answer, scene, aspects)
    if found is None:
        return
    array = as_array(found["output"])
    if array is None:
        lines = [("yours", f"a {found['kind']}"), ("expected", f"a tensor of shape {expected.shape}")]
        check.find("values", "wrong kind of answer", lines, call=scene, aspects=aspects)
        return
    if centre and array.ndim == expected.ndim == 4:
        array, expected = middle(array), middle(expected)
    if array.shape != expected.shape:
        lines = [("shape", f"{array.shape}, expected {expected.shape}")]
        check.find("values", "values of another shape", lines, call=scene, aspects=aspects)
        return
    wrong = ~near(array, expected)
    if wrong.any():
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        lines = [("first difference", f"{list(place)}: yours {array[place]:.6g}, expected {expected[place]:.6g}")]
        lines.append(("differences", f"{int(wrong.sum())} of {wrong.size} values"))
        check.find("values", headline, lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> as expected")
