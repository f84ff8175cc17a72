"""Checks of week 5, the classic networks: LeNet-5, the blocks of VGG, Network in Network and GoogLeNet, and their cost.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. Networks are made
where the student's code runs (`utils.checks.classic_probes`); what comes back is compared here, with an independent
oracle. Functions that end in `_hidden` draw their cases from `rng()`.

Each aspect is looked at alone. Positive weights and inputs leave ReLU nothing to do: then only windows count. Constant
maps look alike in every window: then only activations count.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import classic_probes as probes
from utils.checks.fingerprints import NOTHING, Probes, call_probes, name_idea, token
from utils.checks.report import Call, Check, as_array, describe, rng
from utils.checks.week01 import Refusal
from utils.checks.week04 import Scene, beside

Function = Callable[..., Any]
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


def _check(question: str, answer: Any) -> Check:
    def look_up(aspects: Sequence[str]) -> Any:
        return name_idea(question, answer, PROBES[question], aspects)

    return Check(question, answer, name_idea=look_up)


def _scene(question: str, spec: Spec, text: str, **arguments: Any) -> Scene:
    made = ", ".join([*map(repr, spec[0]), *(f"{key}={value!r}" for key, value in spec[1].items())])
    return Scene({"spec": spec, **arguments}, text=f"{question}({made}){text}")


def _attempt(
    check: Check, prober: Function, answer: Any, scene: Scene, aspects: Sequence[str], stage: str = "values"
) -> Any:
    """What the probe returns; None when the student's code raised, which is then a finding."""
    if not callable(answer):
        return None
    outcome = beside(prober, answer, scene)
    check.calls += 1
    if isinstance(outcome.error, NotImplementedError):
        check.not_written()
        return None
    if outcome.error is not None:
        said = f"{type(outcome.error).__name__}: {' '.join(str(outcome.error).split())}"[:160]
        check.find(stage, "stopped by an exception", [("it raised", said)], call=scene, aspects=aspects)
        return None
    return outcome.value


def _trouble(error: BaseException) -> str:
    """An exception as a token of a fingerprint; recognisable only by what PyTorch says of well-known mistakes."""
    kind = next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
    said = " ".join(str(error).split())[:200]
    return f"raised {kind}: {said}" if any(phrase in said for phrase in PHRASES) else NOTHING + kind


def _told(prober: Function, answer: Function, scenes: Iterable[Scene], tell: Callable[[Any, Scene], str]) -> list[str]:
    """A token for each scene: what `tell` says of the probe's result, or what was raised."""
    outcomes = [(beside(prober, answer, scene), scene) for scene in scenes]
    return [_trouble(o.error) if o.error is not None else tell(o.value, scene) for o, scene in outcomes]


def _count(shapes: Iterable[Shape]) -> int:
    return sum(math.prod(shape) for shape in shapes)


def _list(shapes: Sequence[Shape], most: int = 8) -> str:
    shown = " ".join(str(tuple(shape)).replace(" ", "") for shape in shapes[:most])
    return shown + (f" and {len(shapes) - most} more" if len(shapes) > most else "") or "none"


def _arrays(random: np.random.Generator, shapes: Sequence[Shape], kind: str) -> Arrays:
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


def _images(random: np.random.Generator, shape: Shape, kind: str) -> np.ndarray:
    """Inputs: whole numbers, "positive" (0 to 4) or "negative" (-5 to -1); "flat": each map of one number, -2 to 3."""
    if kind == "positive":
        return random.integers(0, 5, shape).astype(np.float32)
    if kind == "negative":
        return random.integers(-5, 0, shape).astype(np.float32)
    values = random.permuted(np.linspace(-2, 3, math.prod(shape[:2]))).reshape(*shape[:2], 1, 1)
    return np.broadcast_to(np.round(values * 4) / 4, shape).astype(np.float32)


# ---------------------------------------------------------------------------------- what all networks are asked


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
        lines = [("parameters", f"{_count(own):,} in {len(own)} arrays: {_list(own)}")]
        return [*lines, ("expected", f"{_list(expected)}{'' if vectors else ', with or without biases'}")]
    if frozen := [name for name, _, learns, _ in rows if not learns]:
        return [("requires_grad is False", ", ".join(frozen[:6]))]
    if found["silent"]:
        return [("no gradient reaches", ", ".join(found["silent"][:6]))]
    if found["random"]:
        return [("seen", "the same input twice gives two answers in train mode; nothing random is asked for")]
    return [("seen", "two networks made one after the other share their weights")] if found["shared"] else None


def _inventory_token(found: Mapping[str, Any], kernels: Sequence[Shape], norms: bool, biases: bool = False) -> str:
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


def _judge_parameters(
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
    scene = _scene(check.question, spec, ".named_parameters()", shape=shape)
    found = _attempt(check, probes.inventory, answer, scene, aspects)
    if found is None:
        return
    if fault := _parameters_fault(found, kernels, vectors, norms):
        check.find("values", "other parameters than asked for", fault, call=scene, aspects=aspects)
    shapes = [tuple(row[1]) for row in found["parameters"]]
    check.show(f"{scene.text} -> {_count(shapes):,} numbers in {len(shapes)} arrays")


def _judge_shape(check: Check, answer: Any, spec: Spec, shape: Shape, expected: Shape, aspects: Sequence[str]) -> None:
    """The shape of the answer in train mode, with the network's own weights; the input must be left alone."""
    x = np.random.default_rng(sum(shape)).normal(size=shape).astype(np.float32)
    scene = _scene(check.question, spec, f"(x {shape})", x=x, arrays=None, training=True)
    found = _attempt(check, probes.answer, answer, scene, aspects, "shape")
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


def _shape_token(found: Mapping[str, Any], scene: Scene) -> str:
    array = as_array(found["output"])
    return f"{found['kind'] if array is None else array.shape} {found['unchanged']}"


def _value_token(found: Mapping[str, Any], scene: Scene) -> str:
    return found["kind"] if found["output"] is None else _kept(found) + _maps_token(found["output"])


def _centre_token(found: Mapping[str, Any], scene: Scene) -> str:
    array = as_array(found["output"])
    if array is None:
        return str(found["kind"])
    return _kept(found) + _maps_token(_centre(array) if array.ndim == 4 else array)


def _maps_token(array: np.ndarray) -> str:
    """Zeros everywhere say nothing: they come from layers that are not there as well as from others."""
    return NOTHING + "zeros" if not np.any(array) else token(array)


def _kept(found: Mapping[str, Any]) -> str:
    return "" if found["unchanged"] else "x changed "


def _centre(maps: np.ndarray) -> np.ndarray:
    return maps[:, :, maps.shape[2] // 2, maps.shape[3] // 2] if 0 not in maps.shape else np.zeros((0, 0))


def _near(array: np.ndarray, expected: np.ndarray) -> np.ndarray:
    scale = max(1.0, float(np.abs(expected).max(initial=0.0)))
    with np.errstate(all="ignore"):
        return np.abs(array - expected) <= 1e-4 * scale + 1e-3 * np.abs(expected)


def _judge_values(
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
    found = _attempt(check, probes.answer, answer, scene, aspects)
    if found is None:
        return
    array = as_array(found["output"])
    if array is None:
        lines = [("yours", f"a {found['kind']}"), ("expected", f"a tensor of shape {expected.shape}")]
        check.find("values", "wrong kind of answer", lines, call=scene, aspects=aspects)
        return
    if centre and array.ndim == expected.ndim == 4:
        array, expected = _centre(array), _centre(expected)
    if array.shape != expected.shape:
        lines = [("shape", f"{array.shape}, expected {expected.shape}")]
        check.find("values", "values of another shape", lines, call=scene, aspects=aspects)
        return
    wrong = ~_near(array, expected)
    if wrong.any():
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        lines = [("first difference", f"{list(place)}: yours {array[place]:.6g}, expected {expected[place]:.6g}")]
        lines.append(("differences", f"{int(wrong.sum())} of {wrong.size} values"))
        check.find("values", headline, lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> as expected")


# ------------------------------------------------------------------------------------------- conv_macs

MACS = ("height", "width", "in_channels", "out_channels", "kernel")
CHANNELS = ("groups", "channels")


def macs_call(*sizes: int, **options: int) -> Call:
    """conv_macs(height, width, in_channels, out_channels, kernel, ...)"""
    return Call(dict(zip(MACS, sizes, strict=True)), options)


MACS_REFUSALS: list[Refusal] = [
    (macs_call(8, 8, 2, 4, 3, stride=0), ("stride",), "the stride must be at least 1"),
    (macs_call(8, 8, 2, 4, 3, stride=-1), ("stride",), "the stride must be at least 1"),
    (macs_call(8, 8, 2, 4, 3, padding=-1), ("padding",), "the padding must not be negative"),
    (macs_call(4, 9, 2, 4, 5), ("kernel", "height"), "a kernel of 5 does not fit into 4 x 9 pixels"),
    (macs_call(9, 4, 2, 4, 7, padding=1), ("kernel", "width"), "a kernel of 7 does not fit into 11 x 6 pixels"),
    (macs_call(8, 8, 3, 4, 3, groups=2), CHANNELS, "3 input channels cannot be split into 2 groups"),
    (macs_call(8, 8, 4, 6, 3, groups=4), CHANNELS, "6 output channels cannot be split into 4 groups"),
    (macs_call(8, 8, 3, 5, 3, groups=2), CHANNELS, "neither 3 nor 5 channels can be split into 2 groups"),
]
_MACS = [
    (macs_call(32, 32, 1, 6, 5), 117_600),
    (macs_call(14, 14, 6, 16, 5), 240_000),
    (macs_call(224, 224, 3, 64, 3, padding=1), 86_704_128),
    (macs_call(227, 227, 3, 96, 11, stride=4), 105_415_200),
    (macs_call(6, 9, 2, 5, 3, stride=2, padding=1), 1_350),
]
_GROUPS = [
    (macs_call(31, 31, 96, 256, 5, groups=2), 223_948_800),
    (macs_call(10, 8, 12, 12, 3, groups=12), 5_184),
    (macs_call(5, 5, 4, 8, 1, groups=4), 200),
]


def check_conv_macs_values(conv_macs: Any) -> None:
    """Layers of LeNet-5, AlexNet and VGG-16."""
    check = _check("conv_macs", conv_macs)
    check.visible = True
    for call, expected in _MACS:
        check.integer(call, expected)
    check.finish()


def check_conv_macs_values_hidden(conv_macs: Any) -> None:
    """Random layers without groups."""
    from utils.checks import oracles_week05 as oracles

    random = rng()
    check = _check("conv_macs", conv_macs)
    for _ in range(12):
        kernel, padding = int(random.integers(1, 6)), int(random.integers(0, 3))
        sizes = [int(number) for number in random.integers(kernel, 40, 2)] + [int(n) for n in random.integers(1, 30, 2)]
        call = macs_call(*sizes, kernel, stride=int(random.integers(1, 4)), padding=padding)
        check.integer(call, oracles.conv_macs(*call.required.values(), **call.options))
    check.finish()


def check_conv_macs_groups(conv_macs: Any) -> None:
    """A layer of AlexNet in two groups, a depthwise layer, a 1x1 layer in groups."""
    check = _check("conv_macs", conv_macs)
    check.visible = True
    for call, expected in _GROUPS:
        check.integer(call, expected)
    check.finish()


def check_conv_macs_groups_hidden(conv_macs: Any) -> None:
    """Random layers with groups."""
    from utils.checks import oracles_week05 as oracles

    random = rng()
    check = _check("conv_macs", conv_macs)
    for _ in range(12):
        groups, kernel = int(random.integers(2, 7)), int(random.integers(1, 5))
        sizes = [int(number) for number in random.integers(kernel, 30, 2)]
        channels = [groups * int(number) for number in random.integers(1, 6, 2)]
        call = macs_call(*sizes, *channels, kernel, groups=groups)
        check.integer(call, oracles.conv_macs(*call.required.values(), **call.options))
    check.finish()


def check_conv_macs_errors(conv_macs: Any) -> None:
    """Layers that cannot be."""
    check = _check("conv_macs", conv_macs)
    check.visible = True
    check.accepts(macs_call(3, 5, 2, 4, 5, padding=1))
    for call, names, because in MACS_REFUSALS:
        check.raises(call, names, because)
    check.finish("refuses what cannot be right")


# --------------------------------------------------------------------------------------------- lenet5

LENET_KERNELS: list[Shape] = [(6, 1, 5, 5), (16, 6, 5, 5), (120, 16, 5, 5), (84, 120), (10, 84)]
LENET_WEIGHTS = 61_706
LENET_ASPECTS = ("logits", "squash", "windows", "inventory", "shape")
DIGIT = (1, 32, 32)


def _lenet_shapes() -> list[Shape]:
    """Kernel and bias of the five layers."""
    return [shape for kernel in LENET_KERNELS for shape in (kernel, kernel[:1])]


def _lenet_squash_scene(random: np.random.Generator, count: int) -> Scene:
    arrays = _arrays(random, _lenet_shapes(), "random")
    x = np.broadcast_to(random.uniform(-1.5, 1.5, (count, 1, 1, 1)), (count, *DIGIT)).astype(np.float32)
    text = f"(x {x.shape}), images of one grey, weights given"
    return _scene("lenet5", ((), {}), text, x=x, arrays=arrays)


def _lenet_answers(scene: Scene) -> list[np.ndarray]:
    """The right logits: tanh before the pooling first, then the other accepted places and scales."""
    from utils.checks import oracles_week05 as oracles

    arrays, x = scene.required["arrays"], scene.required["x"]
    return [
        oracles.lenet5(arrays, x, squash=squash, before=before, after=after)
        for squash in oracles.SQUASHES
        for before, after in ((True, False), (False, True), (True, True))
    ]


def _lenet_windows_scene(random: np.random.Generator) -> Scene:
    """All channels of a layer alike: then a pixel counts as its windows say, whatever the activation."""
    arrays = []
    for shape in _lenet_shapes():
        array = np.zeros(shape)
        if len(shape) > 1:
            array += random.uniform(0.5, 1.5, shape[2:]) / math.prod(shape[1:])
        if shape == LENET_KERNELS[-1]:
            array *= np.arange(1, 11)[:, None]  # a softmax of equal logits would let no pixel count
        arrays.append(array.astype(np.float32))
    x = np.full((1, *DIGIT), 0.5, np.float32)
    text = "(x (1, 1, 32, 32)).backward(): how much each pixel counts"
    return _scene("lenet5", ((), {}), text, x=x, arrays=arrays)


def _pixel_shares(gradient: Any) -> np.ndarray | None:
    """A gradient divided by its sum."""
    array = as_array(gradient)
    with np.errstate(all="ignore"):
        shares = None if array is None else array / array.sum()
    return shares if shares is not None and np.isfinite(shares).all() else None


def _lenet_inventory_tokens(lenet5: Function) -> list[str]:
    scene = _scene("lenet5", ((), {}), "", shape=(2, *DIGIT))
    kernels = LENET_KERNELS
    return _told(probes.inventory, lenet5, [scene], lambda v, _: _inventory_token(v, kernels, False, biases=True))


def _lenet_shape_tokens(lenet5: Function) -> list[str]:
    x = np.zeros((2, *DIGIT), np.float32)
    specs: list[Spec] = [((), {}), ((), {"classes": 7}), ((4,), {})]
    scenes = [_scene("lenet5", spec, "", x=x[:count], arrays=None) for spec in specs for count in (2, 1)]
    return _told(probes.answer, lenet5, scenes, _shape_token)


def _lenet_squash_tokens(lenet5: Function) -> list[str]:
    return _told(probes.answer, lenet5, [_lenet_squash_scene(np.random.default_rng(1), 3)], _right_or_token)


def _lenet_logit_tokens(lenet5: Function) -> list[str]:
    random = np.random.default_rng(3)
    arrays = _arrays(random, _lenet_shapes(), "random")
    scene = _scene("lenet5", ((), {}), "", x=random.normal(size=(2, *DIGIT)).astype(np.float32), arrays=arrays)
    return _told(probes.answer, lenet5, [scene], _right_or_token)


def _right_or_token(found: Mapping[str, Any], scene: Scene) -> str:
    """The same for all accepted places and scales of tanh."""
    array = as_array(found["output"])
    answers = _lenet_answers(scene)
    right = array is not None and any(array.shape == a.shape and _near(array, a).all() for a in answers)
    return "right" if right else _value_token(found, scene)


def _lenet_windows_tokens(lenet5: Function) -> list[str]:
    def tell(found: Mapping[str, Any], scene: Scene) -> str:
        shares = _pixel_shares(found["gradient"])
        return (
            NOTHING + "no gradient" if shares is None else token(80 * shares)
        )  # at this scale no right share is at the edge of rounding

    return _told(probes.input_gradient, lenet5, [_lenet_windows_scene(np.random.default_rng(2))], tell)


def check_lenet5_parameters(lenet5: Any) -> None:
    """Ten arrays, 61,706 numbers, all of them learning."""
    check = _check("lenet5", lenet5)
    shapes = _lenet_shapes()
    aspects = ("inventory", *LENET_ASPECTS)
    spec: Spec = ((), {})
    _judge_parameters(check, lenet5, spec, (2, *DIGIT), shapes[::2], aspects, vectors=shapes[1::2])
    check.finish(f"{LENET_WEIGHTS:,} parameters")


def check_lenet5_shape(lenet5: Any) -> None:
    """Logits for one and three images, and for other numbers of classes."""
    check = _check("lenet5", lenet5)
    for spec, count, classes in ((((), {}), 3, 10), (((), {"classes": 7}), 2, 7), (((26,), {}), 1, 26)):
        _judge_shape(check, lenet5, spec, (count, *DIGIT), (count, classes), ("shape", *LENET_ASPECTS))
    check.finish("a logit for each class")


def _judge_squash(check: Check, lenet5: Any, scene: Scene) -> None:
    aspects = ("squash", *LENET_ASPECTS)
    found = _attempt(check, probes.answer, lenet5, scene, aspects)
    if found is None:
        return
    array, answers = as_array(found["output"]), _lenet_answers(scene)
    if array is None or array.shape != answers[0].shape:
        shown = f"a {found['kind']}" if array is None else str(array.shape)
        lines = [("yours", shown), ("expected", f"logits of shape {answers[0].shape}")]
        check.find("values", "values of another shape", lines, call=scene, aspects=aspects)
    elif not any(_near(array, answer).all() for answer in answers):
        lines = [("image 0, yours", _row(array[0])), ("expected", _row(answers[0][0]))]
        check.find(
            "values", "other logits than convolutions, tanh and dense layers give", lines, call=scene, aspects=aspects
        )
    check.show(f"{scene.text} -> {_row(answers[0][0][:4])} ...")


def _row(numbers: np.ndarray) -> str:
    return " ".join(f"{number:.4g}" for number in numbers[:10])


def check_lenet5_tanh(lenet5: Any) -> None:
    """Images of one grey: all windows of a map agree, so that only weights and tanh count."""
    check = _check("lenet5", lenet5)
    _judge_squash(check, lenet5, _lenet_squash_scene(np.random.default_rng(1), 3))
    check.finish("tanh where it belongs")


def check_lenet5_tanh_hidden(lenet5: Any) -> None:
    """The same with random weights."""
    random = rng()
    check = _check("lenet5", lenet5)
    for count in (4, 1):
        _judge_squash(check, lenet5, _lenet_squash_scene(random, count))
    check.finish("tanh where it belongs")


def _judge_windows(check: Check, lenet5: Any, scene: Scene) -> None:
    from utils.checks import oracles_week05 as oracles

    aspects = ("windows", *LENET_ASPECTS)
    found = _attempt(check, probes.input_gradient, lenet5, scene, aspects)
    if found is None:
        return
    shares = _pixel_shares(found["gradient"])
    expected = _pixel_shares(oracles.lenet5_windows(scene.required["arrays"], (1, *DIGIT)))
    if shares is None or expected is None or not np.allclose(shares, expected, rtol=1e-2, atol=1e-6):
        seen = "none" if shares is None else f"{int((np.abs(shares) > 1e-7).sum())} of 1024 pixels count"
        lines = [("yours", seen), ("expected", f"{int((np.abs(expected) > 1e-7).sum())} of 1024 pixels count")]  # type: ignore[arg-type]
        if shares is not None and expected is not None:
            row = int(np.abs(shares - expected).max(axis=(0, 1, 3)).argmax())
            lines += [(f"row {row}, yours", _percent(shares, row)), ("expected", _percent(expected, row))]
        check.find(
            "values",
            "pixels count otherwise than in windows of 5 and averages of 2",
            lines,
            call=scene,
            aspects=aspects,
        )
    check.show(f"{scene.text} -> as the windows say")


def _percent(shares: np.ndarray, row: int) -> str:
    return " ".join(f"{100 * share:.2f}" for share in shares[0, 0, row, 4:14]) + " ... %"


def check_lenet5_pooling(lenet5: Any) -> None:
    """The gradient of the first logit, on an image of one grey: an average spreads it over all four pixels."""
    check = _check("lenet5", lenet5)
    _judge_windows(check, lenet5, _lenet_windows_scene(np.random.default_rng(2)))
    check.finish("averages of 2 x 2")


def check_lenet5_pooling_hidden(lenet5: Any) -> None:
    """The same with random kernels."""
    random = rng()
    check = _check("lenet5", lenet5)
    for _ in range(2):
        _judge_windows(check, lenet5, _lenet_windows_scene(random))
    check.finish("averages of 2 x 2")


# ------------------------------------------------------------------------------------------ vgg_block

BLOCK_ASPECTS = ("relu", "windows", "inventory", "shape")
VggArguments = tuple[int, int, int]


def _vgg_kernels(in_channels: int, out_channels: int, convolutions: int) -> list[Shape]:
    return [(out_channels, in_channels if number == 0 else out_channels, 3, 3) for number in range(convolutions)]


def _vgg_scene(random: np.random.Generator, arguments: VggArguments, shape: Shape, *, flat: bool, kind: str) -> Scene:
    x = _images(random, shape, "flat" if flat else "positive")
    arrays = _arrays(random, _vgg_kernels(*arguments), kind)
    text = f"(x {shape}{', each map of one number' if flat else ''}), {kind} weights given"
    return _scene("vgg_block", (arguments, {}), text, x=x, arrays=arrays)


def _vgg_expected(scene: Scene) -> np.ndarray:
    from utils.checks import oracles_week05 as oracles

    return oracles.vgg_block(scene.required["arrays"], scene.required["x"])


def _vgg_windows_scenes(random: np.random.Generator) -> list[Scene]:
    cases: list[tuple[VggArguments, Shape]] = [((2, 3, 1), (1, 2, 6, 8)), ((3, 4, 2), (2, 3, 8, 6))]
    return [_vgg_scene(random, arguments, shape, flat=False, kind="positive") for arguments, shape in cases]


def _vgg_relu_scenes(random: np.random.Generator) -> list[Scene]:
    cases: list[tuple[VggArguments, Shape]] = [
        ((2, 5, 1), (3, 2, 8, 8)),
        ((3, 4, 2), (3, 3, 16, 16)),
        ((3, 5, 3), (2, 3, 16, 16)),
    ]
    return [_vgg_scene(random, arguments, shape, flat=True, kind="signed") for arguments, shape in cases]


_VGG_SHAPES: list[tuple[VggArguments, Shape, Shape]] = [
    ((3, 8, 1), (2, 3, 8, 8), (2, 8, 4, 4)),
    ((4, 6, 2), (1, 4, 12, 8), (1, 6, 6, 4)),
    ((5, 5, 3), (3, 5, 9, 7), (3, 5, 4, 3)),
]


def _vgg_tokens() -> Probes:
    spec: Spec = ((3, 4, 2), {})
    scene = _scene("vgg_block", spec, "", shape=(2, 3, 8, 8))
    other = _scene("vgg_block", ((2, 3, 3), {}), "", shape=(2, 2, 8, 8))
    kernels = {id(scene): _vgg_kernels(3, 4, 2), id(other): _vgg_kernels(2, 3, 3)}

    def shapes(vgg_block: Function) -> list[str]:
        scenes = [
            _scene("vgg_block", (arguments, {}), "", x=np.ones(shape, np.float32), arrays=None)
            for arguments, shape, _ in _VGG_SHAPES
        ]
        return _told(probes.answer, vgg_block, scenes, _shape_token)

    return {
        "relu": lambda block: _told(probes.answer, block, _vgg_relu_scenes(np.random.default_rng(4)), _centre_token),
        "windows": lambda block: _told(
            probes.answer, block, _vgg_windows_scenes(np.random.default_rng(3)), _value_token
        ),
        "inventory": lambda block: _told(
            probes.inventory, block, [scene, other], lambda v, s: _inventory_token(v, kernels[id(s)], False)
        ),
        "shape": shapes,
    }


def check_vgg_block_parameters(vgg_block: Any) -> None:
    """As many 3x3 convolutions as asked for, and nothing else that learns."""
    check = _check("vgg_block", vgg_block)
    for arguments in ((3, 8, 1), (4, 6, 2), (2, 5, 3), (6, 6, 4)):
        shape = (2, arguments[0], 8, 8)
        kernels = _vgg_kernels(*arguments)
        _judge_parameters(check, vgg_block, (arguments, {}), shape, kernels, ("inventory", *BLOCK_ASPECTS))
    check.finish("the weights of its convolutions")


def check_vgg_block_shape(vgg_block: Any) -> None:
    """Convolutions keep the size, the pooling halves it."""
    check = _check("vgg_block", vgg_block)
    for arguments, shape, expected in _VGG_SHAPES:
        _judge_shape(check, vgg_block, (arguments, {}), shape, expected, ("shape", *BLOCK_ASPECTS))
    check.finish("half the height and width")


def check_vgg_block_windows(vgg_block: Any) -> None:
    """Positive numbers, which ReLU leaves alone."""
    check = _check("vgg_block", vgg_block)
    for scene in _vgg_windows_scenes(np.random.default_rng(3)):
        _judge_values(check, vgg_block, scene, _vgg_expected(scene), ("windows", *BLOCK_ASPECTS))
    check.finish("windows of 3, zeros around, the maximum of 2 x 2")


def _vgg_random(random: np.random.Generator, *, flat: bool, kind: str) -> Scene:
    arguments = (int(random.integers(2, 5)), int(random.integers(5, 8)), int(random.integers(1, 4)))
    size = (16, 16) if flat else tuple(int(number) for number in random.integers(6, 12, 2))
    return _vgg_scene(random, arguments, (2, arguments[0], *size), flat=flat, kind=kind)


def check_vgg_block_windows_hidden(vgg_block: Any) -> None:
    """Random positive numbers."""
    random = rng()
    check = _check("vgg_block", vgg_block)
    for _ in range(4):
        scene = _vgg_random(random, flat=False, kind="positive")
        _judge_values(check, vgg_block, scene, _vgg_expected(scene), ("windows", *BLOCK_ASPECTS))
    check.finish()


def check_vgg_block_relu(vgg_block: Any) -> None:
    """Maps of one number each: in the middle only weights and ReLU count."""
    check = _check("vgg_block", vgg_block)
    aspects = ("relu", *BLOCK_ASPECTS)
    for scene in _vgg_relu_scenes(np.random.default_rng(4)):
        _judge_values(check, vgg_block, scene, _vgg_expected(scene), aspects, centre=True)
    check.finish("ReLU after every convolution")


def check_vgg_block_relu_hidden(vgg_block: Any) -> None:
    """The same with random weights of both signs."""
    random = rng()
    check = _check("vgg_block", vgg_block)
    for _ in range(4):
        scene = _vgg_random(random, flat=True, kind="random")
        aspects = ("relu", *BLOCK_ASPECTS)
        _judge_values(check, vgg_block, scene, _vgg_expected(scene), aspects, centre=True)
    check.finish()


# ---------------------------------------------------------------------------------------------- vgg16

VGG_STAGES = ((2, 64), (2, 128), (3, 256), (3, 512), (3, 512))
VGG_ASPECTS = ("inventory", "layers", "options")


def _vgg16_shapes(classes: int = 1000, in_channels: int = 3) -> list[Shape]:
    """Kernel and bias of the 16 layers with weights."""
    kernels: list[Shape] = []
    for count, width in VGG_STAGES:
        kernels += _vgg_kernels(in_channels, width, count)
        in_channels = width
    kernels += [(4096, 512 * 7 * 7), (4096, 4096), (classes, 4096)]
    return [shape for kernel in kernels for shape in (kernel, kernel[:1])]


VGG_WEIGHTS = 138_357_544


def _vgg16_rows(classes: int = 1000, in_channels: int = 3) -> list[tuple[Any, ...]]:
    """The layers as `Blueprint` reads them."""
    rows: list[tuple[Any, ...]] = []
    size = 224
    for count, width in VGG_STAGES:
        for _ in range(count):
            rows += [("convolution", in_channels, width, 3, 1, 1, 1), ("relu",)]
            in_channels = width
        size //= 2
        rows.append(("max pool", 2, 2, size))
    rows += [("dense", 25_088, 4096), ("relu",), ("dense", 4096, 4096), ("relu",), ("dense", 4096, classes)]
    return rows


def _in_order(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """ReLU before the maximum, and once: the other order, and a second ReLU, give the same numbers."""
    ordered: list[tuple[Any, ...]] = []
    for row in map(tuple, rows):
        if row == ("relu",) and ordered and ordered[-1][0] == "max pool":
            pool = ordered.pop()
            if not ordered or ordered[-1] != row:
                ordered.append(row)
            ordered.append(pool)
        else:
            ordered.append(row)
    return ordered


def _layer(row: tuple[Any, ...] | None) -> str:
    """A row in words."""
    if row is None:
        return "nothing"
    kind, *rest = row
    if kind == "convolution":
        channels, out, kernel, stride, padding, groups = rest
        words = f"convolution {channels} -> {out}, kernel {kernel}, stride {stride}, padding {padding}"
        return words + (f", groups {groups}" if groups != 1 else "")
    if kind == "dense":
        return f"dense {rest[0]:,} -> {rest[1]:,}"
    if kind in ("max pool", "average pool"):
        return f"{kind}, window {rest[0]}, stride {rest[1]}, to {rest[2]} x {rest[2]}"
    return {"relu": "ReLU", "adaptive pool": "a pool to a given size"}.get(kind, "an activation that is not ReLU")


def _vgg16_scene(classes: int = 1000, in_channels: int = 3, count: int = 1) -> Scene:
    options = {"classes": classes} if classes != 1000 else {}
    options |= {"in_channels": in_channels} if in_channels != 3 else {}
    spec: Spec = (tuple(options.values()), {}) if len(options) == 2 else ((), options)
    shape = (count, in_channels, 224, 224)
    return _scene("vgg16", spec, f" on the meta device, x {shape}", shape=shape)


def _vgg16_fault(found: Mapping[str, Any], classes: int = 1000, in_channels: int = 3) -> list[tuple[str, str]] | None:
    shapes = [tuple(shape) for _, shape, _ in found["parameters"]]
    expected = _vgg16_shapes(classes, in_channels)
    surplus = Counter(map(math.prod, shapes)) - Counter(map(math.prod, expected))
    missing = Counter(map(math.prod, expected)) - Counter(map(math.prod, shapes))
    if surplus or missing:
        lines = [("parameters", f"{_count(shapes):,}, expected {_count(expected):,}")]
        other = [shape for shape in shapes if math.prod(shape) in surplus]
        lines += [("not asked for", _list(other))] if other else []
        absent = [shape for shape in expected if math.prod(shape) in missing]
        return lines + ([("missing", _list(absent))] if absent else [])
    frozen = [name for name, _, learns in found["parameters"] if not learns]
    return [("requires_grad is False", ", ".join(frozen[:6]))] if frozen else None


def _vgg16_inventory_tokens(vgg16: Function) -> list[str]:
    def tell(found: Mapping[str, Any], scene: Scene) -> str:
        return str(sorted((math.prod(shape), bool(learns)) for _, shape, learns in found["parameters"]))

    return _told(probes.blueprint, vgg16, [_vgg16_scene()], tell)


def _vgg16_layer_tokens(vgg16: Function) -> list[str]:
    def tell(found: Mapping[str, Any], scene: Scene) -> str:
        return f"{_in_order(found['rows'])} {found['output']} {found['error']}"

    return _told(probes.blueprint, vgg16, [_vgg16_scene(count=2)], tell)


def _vgg16_option_tokens(vgg16: Function) -> list[str]:
    def tell(found: Mapping[str, Any], scene: Scene) -> str:
        total = _count(tuple(shape) for _, shape, _ in found["parameters"])
        return f"{total} {found['output']} {found['error']}"

    return _told(probes.blueprint, vgg16, [_vgg16_scene(10), _vgg16_scene(1000, 1), _vgg16_scene(7, 2)], tell)


def check_vgg16_parameters(vgg16: Any) -> None:
    """138,357,544 parameters in 32 arrays, counted without memory for any of them."""
    check = _check("vgg16", vgg16)
    scene = _vgg16_scene()
    found = _attempt(check, probes.blueprint, vgg16, scene, VGG_ASPECTS)
    if found is not None and (fault := _vgg16_fault(found)):
        check.find("values", "other parameters than asked for", fault, call=scene, aspects=("inventory", "layers"))
    check.finish(f"{VGG_WEIGHTS:,} parameters")


def check_vgg16_layers(vgg16: Any) -> None:
    """The row of layers, and logits for 1,000 classes."""
    check = _check("vgg16", vgg16)
    scene = _vgg16_scene(count=2)
    aspects = ("layers", "inventory")
    found = _attempt(check, probes.blueprint, vgg16, scene, aspects)
    if found is not None:
        _judge_rows(check, found, scene, (2, 1000), _vgg16_rows(), aspects)
    check.finish("13 convolutions, 5 pools, 3 dense layers")


def _judge_rows(
    check: Check,
    found: Mapping[str, Any],
    scene: Scene,
    output: Shape,
    expected: Sequence[tuple[Any, ...]],
    aspects: Sequence[str],
) -> None:
    rows = _in_order(found["rows"])
    differing = [k for k in range(max(len(rows), len(expected))) if rows[k : k + 1] != list(expected[k : k + 1])]
    if differing:
        place = differing[0]
        yours, wanted = (part[place] if place < len(part) else None for part in (rows, expected))
        before = f"after {_layer(expected[place - 1])}" if place else "first"
        lines = [(f"layer {place + 1}, {'yours'}", _layer(yours)), ("expected", f"{_layer(wanted)} ({before})")]
        if found["error"]:
            lines.append(("it raised", found["error"][:100]))
        check.find("values", "another row of layers", lines, call=scene, aspects=aspects)
    elif found["error"]:
        lines = [("it raised", found["error"][:100])]
        check.find("values", "stopped by an exception", lines, call=scene, aspects=aspects)
    elif found["output"] != output:
        lines = [("yours", describe(found["output"])), ("expected", str(output))]
        check.find("shape", "wrong shape", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> {len(expected)} layers, {output}")


def check_vgg16_options(vgg16: Any) -> None:
    """Ten classes, grey images."""
    check = _check("vgg16", vgg16)
    for classes, channels in ((10, 3), (1000, 1), (7, 2)):
        _judge_options(check, vgg16, classes, channels)
    check.finish("other classes and channels")


def check_vgg16_options_hidden(vgg16: Any) -> None:
    """Random numbers of classes and channels."""
    random = rng()
    check = _check("vgg16", vgg16)
    _judge_options(check, vgg16, int(random.integers(2, 500)), int(random.integers(4, 20)))
    check.finish("other classes and channels")


def _judge_options(check: Check, vgg16: Any, classes: int, channels: int) -> None:
    """Only what the two arguments decide: the first layer, the last one, and the shape of the answer."""
    scene = _vgg16_scene(classes, channels)
    aspects = ("options", "inventory", "layers")
    found = _attempt(check, probes.blueprint, vgg16, scene, aspects)
    if found is None:
        return
    rows = [tuple(row) for row in found["rows"]]
    first = rows[0][1] if rows and rows[0][0] == "convolution" else None
    if found["error"] or found["output"] != (1, classes) or first != channels:
        lines = [("first layer", _layer(rows[0] if rows else None)), ("expected", f"{channels} input channels")]
        lines += [("shape", f"{found['output'] or 'none'}, expected {(1, classes)}")]
        lines += [("it raised", found["error"][:100])] if found["error"] else []
        check.find("shape", "classes or in_channels do not count", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> {(1, classes)}")


# ------------------------------------------------------------------------------------------ nin_block

NinArguments = tuple[int, int, int]


def _nin_kernels(in_channels: int, out_channels: int, kernel: int) -> list[Shape]:
    return [
        (out_channels, in_channels, kernel, kernel),
        (out_channels, out_channels, 1, 1),
        (out_channels, out_channels, 1, 1),
    ]


def _nin_scene(
    random: np.random.Generator,
    arguments: NinArguments,
    options: dict[str, int],
    shape: Shape,
    *,
    flat: bool,
    kind: str,
) -> Scene:
    x = _images(random, shape, "flat" if flat else "positive")
    arrays = _arrays(random, _nin_kernels(*arguments), kind)
    text = f"(x {shape}{', each map of one number' if flat else ''}), {kind} weights given"
    return _scene("nin_block", (arguments, options), text, x=x, arrays=arrays)


def _nin_expected(scene: Scene) -> np.ndarray:
    from utils.checks import oracles_week05 as oracles

    return oracles.nin_block(scene.required["arrays"], scene.required["x"], **scene.required["spec"][1])


NinCase = tuple[NinArguments, dict[str, int], Shape]
_NIN_WINDOWS: list[NinCase] = [
    ((2, 3, 3), {}, (1, 2, 6, 5)),
    ((3, 4, 5), {"stride": 2, "padding": 2}, (2, 3, 9, 8)),
    ((2, 5, 2), {"stride": 3}, (1, 2, 8, 9)),
]
_NIN_FLAT: list[NinCase] = [
    ((2, 5, 3), {}, (3, 2, 9, 9)),
    ((3, 4, 1), {}, (3, 3, 5, 5)),
    ((3, 6, 3), {"stride": 2, "padding": 1}, (2, 3, 31, 31)),
]
_NIN_SHAPES: list[tuple[NinArguments, dict[str, int], Shape, Shape]] = [
    ((3, 8, 5), {}, (2, 3, 12, 10), (2, 8, 8, 6)),
    ((4, 6, 3), {"padding": 1}, (1, 4, 7, 9), (1, 6, 7, 9)),
    ((3, 5, 11), {"stride": 4}, (2, 3, 27, 31), (2, 5, 5, 6)),
    ((2, 4, 3), {"stride": 2, "padding": 1}, (1, 2, 8, 11), (1, 4, 4, 6)),
]


def _nin_scenes(random: np.random.Generator, cases: Sequence[NinCase], *, flat: bool, kind: str) -> list[Scene]:
    return [_nin_scene(random, *case, flat=flat, kind=kind) for case in cases]


def _nin_tokens() -> Probes:
    scene = _scene("nin_block", ((3, 4, 5), {}), "", shape=(2, 3, 8, 8))

    def shapes(nin_block: Function) -> list[str]:
        scenes = [
            _scene("nin_block", (arguments, options), "", x=np.ones(shape, np.float32), arrays=None)
            for arguments, options, shape, _ in _NIN_SHAPES
        ]
        return _told(probes.answer, nin_block, scenes, _shape_token)

    def windows(nin_block: Function) -> list[str]:
        scenes = _nin_scenes(np.random.default_rng(5), _NIN_WINDOWS, flat=False, kind="positive")
        return _told(probes.answer, nin_block, scenes, _value_token)

    def relu(nin_block: Function) -> list[str]:
        scenes = _nin_scenes(np.random.default_rng(6), _NIN_FLAT, flat=True, kind="signed")
        return _told(probes.answer, nin_block, scenes, _centre_token)

    return {
        "relu": relu,
        "windows": windows,
        "inventory": lambda block: _told(
            probes.inventory, block, [scene], lambda v, _: _inventory_token(v, _nin_kernels(3, 4, 5), False)
        ),
        "shape": shapes,
    }


def check_nin_block_parameters(nin_block: Any) -> None:
    """One convolution of the kernel asked for, two of 1x1, nothing else that learns."""
    check = _check("nin_block", nin_block)
    for arguments in ((3, 8, 5), (4, 6, 3), (2, 7, 11)):
        shape = (2, arguments[0], 12, 12)
        kernels = _nin_kernels(*arguments)
        _judge_parameters(check, nin_block, (arguments, {}), shape, kernels, ("inventory", *BLOCK_ASPECTS))
    check.finish("the weights of three convolutions")


def check_nin_block_shape(nin_block: Any) -> None:
    """Only the first convolution changes height and width."""
    check = _check("nin_block", nin_block)
    for arguments, options, shape, expected in _NIN_SHAPES:
        _judge_shape(check, nin_block, (arguments, options), shape, expected, ("shape", *BLOCK_ASPECTS))
    check.finish()


def check_nin_block_windows(nin_block: Any) -> None:
    """Positive numbers, which ReLU leaves alone."""
    check = _check("nin_block", nin_block)
    for scene in _nin_scenes(np.random.default_rng(5), _NIN_WINDOWS, flat=False, kind="positive"):
        _judge_values(check, nin_block, scene, _nin_expected(scene), ("windows", *BLOCK_ASPECTS))
    check.finish()


def _nin_random(random: np.random.Generator, *, flat: bool, kind: str) -> Scene:
    arguments = (int(random.integers(2, 5)), int(random.integers(5, 8)), int(random.integers(1, 5)))
    options = {"stride": int(random.integers(1, 4)), "padding": int(random.integers(0, 3))}
    size = (41, 41) if flat else tuple(int(number) for number in random.integers(7, 12, 2))
    return _nin_scene(random, arguments, options, (2, arguments[0], *size), flat=flat, kind=kind)


def check_nin_block_windows_hidden(nin_block: Any) -> None:
    """Random positive numbers, kernels, strides and paddings."""
    random = rng()
    check = _check("nin_block", nin_block)
    for _ in range(5):
        scene = _nin_random(random, flat=False, kind="positive")
        _judge_values(check, nin_block, scene, _nin_expected(scene), ("windows", *BLOCK_ASPECTS))
    check.finish()


def check_nin_block_relu(nin_block: Any) -> None:
    """Maps of one number each: in the middle only weights and ReLU count."""
    check = _check("nin_block", nin_block)
    for scene in _nin_scenes(np.random.default_rng(6), _NIN_FLAT, flat=True, kind="signed"):
        aspects = ("relu", *BLOCK_ASPECTS)
        _judge_values(check, nin_block, scene, _nin_expected(scene), aspects, centre=True)
    check.finish("ReLU after each of the three")


def check_nin_block_relu_hidden(nin_block: Any) -> None:
    """The same with random weights of both signs."""
    random = rng()
    check = _check("nin_block", nin_block)
    for _ in range(4):
        scene = _nin_random(random, flat=True, kind="random")
        aspects = ("relu", *BLOCK_ASPECTS)
        _judge_values(check, nin_block, scene, _nin_expected(scene), aspects, centre=True)
    check.finish()


# ------------------------------------------------------------------------------------------ Inception

Widths = tuple[int, int, int, int, int, int, int]
BRANCHES = ("1x1", "3x3", "5x5", "pool")
SIX = 6
FINAL = (0, 2, 4, 5)  # the convolutions that end a branch, in `_inception_kernels`
WIDTHS: Widths = (5, 2, 3, 6, 4, 7, 8)
INCEPTION_ASPECTS = ("windows", "relu", "order", "shift", "negative", "inventory", "shape")


def _inception_kernels(in_channels: int, c1: int, r3: int, c3: int, r5: int, c5: int, pool: int) -> list[Shape]:
    return [
        (c1, in_channels, 1, 1),
        (r3, in_channels, 1, 1),
        (c3, r3, 3, 3),
        (r5, in_channels, 1, 1),
        (c5, r5, 5, 5),
        (pool, in_channels, 1, 1),
    ]


def _inception_out(widths: Widths) -> list[int]:
    return [widths[1], widths[3], widths[5], widths[6]]


def _random_widths(random: np.random.Generator) -> Widths:
    """Widths for which all six kernels have different sizes."""
    while True:
        widths = tuple(int(number) for number in random.integers(2, 10, 7))
        sizes = {math.prod(shape) for shape in _inception_kernels(*widths)}
        if len(sizes | set(widths[1:])) == len(sizes) + len(set(widths[1:])) and len(sizes) == 6:
            return widths  # type: ignore[return-value]


def _inception_scene(
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
    x = _images(random, shape, "flat" if flat else kind)
    arrays = _arrays(random, _inception_kernels(*widths), kind)
    numbers = ", each map of one number" if flat else ", negative numbers" if kind == "negative" else ""
    biases = f", biases {shift:g}, if any" if shift else ""
    text = f"(x {shape}{numbers}), {kind} weights given{biases}"
    return _scene("Inception", (widths, {}), text, x=x, arrays=arrays, training=False, shift=shift)


def _inception_expected(scene: Scene, bias: float = 0.0) -> list[np.ndarray]:
    from utils.checks import oracles_week05 as oracles

    return oracles.inception(scene.required["arrays"], scene.required["x"], bias)


def _somewhere(array: np.ndarray, branch: np.ndarray) -> bool:
    """Whether each channel of a branch is among the channels of the answer, at whatever place."""
    if array.ndim != branch.ndim or array.shape[:1] + array.shape[2:] != branch.shape[:1] + branch.shape[2:]:
        return False
    own, asked = (np.moveaxis(maps, 1, 0).reshape(maps.shape[1], -1) for maps in (array, branch))
    return all(any(_near(channel, wanted).all() for channel in own) for wanted in asked)


def _judge_branches(
    check: Check, inception: Any, scene: Scene, branches: Sequence[int], aspects: Sequence[str], *, centre: bool = False
) -> None:
    """The branches must be among the channels; their order is another check's matter."""
    found = _attempt(check, probes.answer, inception, scene, aspects)
    if found is None:
        return
    if found["shifted"] not in (0, SIX):
        return  # a bias here and there: not asked about
    array = as_array(found["output"])
    expected = _inception_expected(scene, scene.required["shift"] if found["shifted"] else 0.0)
    if array is None or array.ndim != 4:
        shown = f"a {found['kind']}" if array is None else f"{array.ndim} axes"
        lines = [("yours", shown), ("expected", "a tensor (N, C, H, W)")]
        check.find("values", "wrong kind of answer", lines, call=scene, aspects=aspects)
        return
    if centre:
        array, expected = _centre(array), [_centre(branch) for branch in expected]
    start = np.cumsum([0, *(branch.shape[1] for branch in expected)])
    for number in branches:
        branch = expected[number]
        if not _somewhere(array, branch):
            lines = [("branch", f"{BRANCHES[number]}: no {branch.shape[1]} channels of yours have its values")]
            place = array[:, start[number] : start[number + 1]]
            if place.shape == branch.shape:
                at = tuple(int(index) for index in np.argwhere(~_near(place, branch))[0])
                channel = [at[0], at[1] + int(start[number]), *at[2:]]
                lines.append(("first difference", f"{channel}: yours {place[at]:.6g}, expected {branch[at]:.6g}"))
            elif array.shape[2:] != branch.shape[2:]:
                lines.append(
                    ("shape", f"yours {array.shape}, expected {(branch.shape[0], int(start[-1]), *branch.shape[2:])}")
                )
            check.find("values", "wrong values", lines, call=scene, aspects=aspects)
        check.show(f"{scene.text}, {BRANCHES[number]} branch -> as expected")


def _order_scene(random: np.random.Generator, widths: Widths) -> Scene:
    scene = _inception_scene(random, widths, (5, 5), flat=False, kind="positive", count=1)
    arrays = [array + 1 for array in scene.required["arrays"]]  # no zeros: every weight reaches its channels
    return _scene(
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
    aspects = ("order", *INCEPTION_ASPECTS)
    found = _attempt(check, probes.influences, inception, scene, aspects)
    if found is None:
        return
    names = _channel_branches(found)
    widths = _inception_out(scene.required["spec"][0])
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


def _inception_tokens() -> Probes:
    scene = _scene("Inception", (WIDTHS, {}), "", shape=(2, WIDTHS[0], 7, 7))

    def shapes(inception: Function) -> list[str]:
        scenes = [
            _scene("Inception", (widths, {}), "", x=np.ones(shape, np.float32), arrays=None)
            for widths, shape in _INCEPTION_SHAPES
        ]
        return _told(probes.answer, inception, scenes, _shape_token)

    def windows(inception: Function) -> list[str]:
        return _told(probes.answer, inception, [_inception_windows_scene(np.random.default_rng(7))], _value_token)

    def order(inception: Function) -> list[str]:
        scenes = [_order_scene(np.random.default_rng(8), WIDTHS)]
        return _told(probes.influences, inception, scenes, lambda v, _: _runs(_channel_branches(v)))

    def relu(inception: Function) -> list[str]:
        return _told(probes.answer, inception, [_inception_relu_scene(np.random.default_rng(9))], _centre_token)

    return {
        "windows": windows,
        "relu": relu,
        "order": order,
        "shift": lambda kind: _told(
            probes.answer, kind, [_inception_relu_scene(np.random.default_rng(9), -1.0)], _shifted_or_token
        ),
        "negative": lambda kind: _told(probes.answer, kind, [_negative_scene()], _value_token),
        "inventory": lambda kind: _told(
            probes.inventory, kind, [scene], lambda v, _: _inventory_token(v, _inception_kernels(*WIDTHS), True)
        ),
        "shape": shapes,
    }


def _inception_windows_scene(random: np.random.Generator) -> Scene:
    return _inception_scene(random, WIDTHS, (6, 8), flat=False, kind="positive")


def _negative_scene() -> Scene:
    return _inception_scene(np.random.default_rng(10), WIDTHS, (6, 5), flat=False, kind="negative")


def _inception_relu_scene(random: np.random.Generator, shift: float = 0.0) -> Scene:
    return _inception_scene(random, WIDTHS, (9, 9), flat=True, kind="signed", count=6, shift=shift)


def _shifted_or_token(found: Mapping[str, Any], scene: Scene) -> str:
    """The same for layers with and without biases or normalisations."""
    array = as_array(found["output"])
    shift = scene.required["shift"] if found["shifted"] else 0.0
    expected = np.concatenate([_centre(branch) for branch in _inception_expected(scene, shift)], axis=1)
    if array is None or array.ndim != 4 or _centre(array).shape != expected.shape:
        return _centre_token(found, scene)
    return "right" if _near(_centre(array), expected).all() else _centre_token(found, scene)


_INCEPTION_SHAPES: list[tuple[Widths, Shape]] = [
    (WIDTHS, (2, 5, 7, 9)),
    ((6, 4, 2, 5, 1, 2, 3), (1, 6, 8, 8)),
    ((192, 64, 96, 128, 16, 32, 32), (1, 192, 4, 5)),
]


def check_Inception_parameters(Inception: Any) -> None:  # noqa: N802 - named after the class
    """Six convolutions with weights of their own."""
    check = _check("Inception", Inception)
    for widths in (WIDTHS, (6, 4, 2, 5, 3, 4, 4), (192, 64, 96, 128, 16, 32, 32)):
        shape, kernels = (2, widths[0], 6, 6), _inception_kernels(*widths)
        _judge_parameters(check, Inception, (widths, {}), shape, kernels, ("inventory", *INCEPTION_ASPECTS), norms=True)
    check.finish("the weights of six convolutions")


def check_Inception_shape(Inception: Any) -> None:  # noqa: N802
    """Height and width stay, the channels of the branches add up."""
    check = _check("Inception", Inception)
    for widths, shape in _INCEPTION_SHAPES:
        expected = (shape[0], sum(_inception_out(widths)), *shape[2:])
        _judge_shape(check, Inception, (widths, {}), shape, expected, ("shape", *INCEPTION_ASPECTS))
    check.finish("c1 + c3 + c5 + pool_proj channels")


def check_Inception_order(Inception: Any) -> None:  # noqa: N802
    """Which channels each branch fills, by gradients."""
    check = _check("Inception", Inception)
    for widths in (WIDTHS, _random_widths(rng())):
        _judge_order(check, Inception, _order_scene(np.random.default_rng(8), widths))
    check.finish("1x1, 3x3, 5x5, pool")


def check_Inception_windows(Inception: Any) -> None:  # noqa: N802
    """The three branches of convolutions, with positive numbers, which ReLU leaves alone."""
    check = _check("Inception", Inception)
    scene = _inception_windows_scene(np.random.default_rng(7))
    _judge_branches(check, Inception, scene, (0, 1, 2), ("windows", *INCEPTION_ASPECTS))
    check.finish("1x1, 3x3 and 5x5 as expected")


def check_Inception_pool(Inception: Any) -> None:  # noqa: N802
    """The pool branch, with positive numbers and with negative ones: their products are positive."""
    check = _check("Inception", Inception)
    for scene in (_inception_windows_scene(np.random.default_rng(7)), _negative_scene()):
        _judge_branches(check, Inception, scene, (3,), ("windows", "negative", *INCEPTION_ASPECTS))
    check.finish("the maximum of 3 x 3, then the projection")


def _inception_hidden(
    Inception: Any, branches: Sequence[int], *, flat: bool, kind: str, aspects: Sequence[str]
) -> None:
    random = rng()
    check = _check("Inception", Inception)
    for _ in range(3):
        size = (9, 9) if flat else tuple(int(number) for number in random.integers(5, 10, 2))
        scene = _inception_scene(random, _random_widths(random), size, flat=flat, kind=kind, count=3)  # type: ignore[arg-type]
        _judge_branches(check, Inception, scene, branches, aspects, centre=flat)
    check.finish()


def check_Inception_windows_hidden(Inception: Any) -> None:  # noqa: N802
    """Random positive numbers."""
    _inception_hidden(Inception, (0, 1, 2), flat=False, kind="positive", aspects=("windows", *INCEPTION_ASPECTS))


def check_Inception_pool_hidden(Inception: Any) -> None:  # noqa: N802
    """Random numbers, positive and negative ones."""
    for kind in ("positive", "negative"):
        _inception_hidden(Inception, (3,), flat=False, kind=kind, aspects=("windows", "negative", *INCEPTION_ASPECTS))


def check_Inception_relu(Inception: Any) -> None:  # noqa: N802
    """Maps of one number each: in the middle only weights and ReLU count."""
    check = _check("Inception", Inception)
    for shift in (0.0, -1.0):
        scene = _inception_relu_scene(np.random.default_rng(9), shift)
        _judge_branches(check, Inception, scene, range(4), ("relu", "shift", *INCEPTION_ASPECTS), centre=True)
    check.finish("ReLU after each of the six")


def check_Inception_relu_hidden(Inception: Any) -> None:  # noqa: N802
    """The same with random weights of both signs."""
    _inception_hidden(Inception, range(4), flat=True, kind="random", aspects=("relu", *INCEPTION_ASPECTS))


PROBES: dict[str, Probes] = {
    "conv_macs": call_probes(
        [*(call for call, _ in (*_MACS, *_GROUPS)), macs_call(3, 5, 2, 4, 5, padding=1), macs_call(5, 5, 2, 4, 5)],
        errors=[(call, names) for call, names, _ in MACS_REFUSALS],
    ),
    "lenet5": {
        "logits": _lenet_logit_tokens,
        "squash": _lenet_squash_tokens,
        "windows": _lenet_windows_tokens,
        "inventory": _lenet_inventory_tokens,
        "shape": _lenet_shape_tokens,
    },
    "vgg_block": _vgg_tokens(),
    "vgg16": {
        "inventory": _vgg16_inventory_tokens,
        "layers": _vgg16_layer_tokens,
        "options": _vgg16_option_tokens,
    },
    "nin_block": _nin_tokens(),
    "Inception": _inception_tokens(),
}
