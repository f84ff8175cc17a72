"""Checks of `vgg16`, which is read and counted without memory for its weights."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from utils.checks import classic_probes as probes
from utils.checks.fingerprints import Function, Probes, named_check
from utils.checks.report import Check, describe, rng
from utils.checks.scenes import Scene, attempt
from utils.checks.week05.networks import Shape, Spec, count_numbers, listed, network_scene, told
from utils.checks.week05.vgg_block import vgg_kernels

STAGES = ((2, 64), (2, 128), (3, 256), (3, 512), (3, 512))
ASPECTS = ("inventory", "layers", "options")
WEIGHTS = 138_357_544


def _shapes(classes: int = 1000, in_channels: int = 3) -> list[Shape]:
    """Kernel and bias of the 16 layers with weights."""
    kernels: list[Shape] = []
    for count, width in STAGES:
        kernels += vgg_kernels(in_channels, width, count)
        in_channels = width
    kernels += [(4096, 512 * 7 * 7), (4096, 4096), (classes, 4096)]
    return [shape for kernel in kernels for shape in (kernel, kernel[:1])]


def _rows(classes: int = 1000, in_channels: int = 3) -> list[tuple[Any, ...]]:
    """The layers as `Blueprint` reads them."""
    rows: list[tuple[Any, ...]] = []
    size = 224
    for count, width in STAGES:
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
        channels, out, kernel, stride, padding, groups, *dilation = rest
        words = f"convolution {channels} -> {out}, kernel {kernel}, stride {stride}, padding {padding}"
        words += f", groups {groups}" if groups != 1 else ""
        return words + (f", dilation {dilation[0]}" if dilation else "")
    if kind == "dense":
        return f"dense {rest[0]:,} -> {rest[1]:,}"
    if kind in ("max pool", "average pool"):
        return f"{kind}, window {rest[0]}, stride {rest[1]}, to {rest[2]} x {rest[2]}"
    return {"relu": "ReLU", "adaptive pool": "a pool to a given size"}.get(
        kind, "a change of every number that is not ReLU"
    )


def _meta_scene(classes: int = 1000, in_channels: int = 3, count: int = 1) -> Scene:
    options = {"classes": classes} if classes != 1000 else {}
    options |= {"in_channels": in_channels} if in_channels != 3 else {}
    spec: Spec = (tuple(options.values()), {}) if len(options) == 2 else ((), options)
    shape = (count, in_channels, 224, 224)
    return network_scene("vgg16", spec, f" on the meta device, x {shape}", shape=shape)


def _fault(found: Mapping[str, Any], classes: int = 1000, in_channels: int = 3) -> list[tuple[str, str]] | None:
    shapes = [tuple(shape) for _, shape, _ in found["parameters"]]
    expected = _shapes(classes, in_channels)
    surplus = Counter(map(math.prod, shapes)) - Counter(map(math.prod, expected))
    missing = Counter(map(math.prod, expected)) - Counter(map(math.prod, shapes))
    if surplus or missing:
        lines = [("parameters", f"{count_numbers(shapes):,}, expected {count_numbers(expected):,}")]
        other = [shape for shape in shapes if math.prod(shape) in surplus]
        lines += [("not asked for", listed(other))] if other else []
        absent = [shape for shape in expected if math.prod(shape) in missing]
        return lines + ([("missing", listed(absent))] if absent else [])
    frozen = [name for name, _, learns in found["parameters"] if not learns]
    return [("requires_grad is False", ", ".join(frozen[:6]))] if frozen else None


def _drops_logits(found: Mapping[str, Any]) -> bool:
    """Whether something is dropped behind the last dense layer."""
    dense = sum(row[0] == "dense" for row in found["rows"])
    return dense > 0 and dense in found["drops"]


def _inventory_tokens(vgg16: Function) -> list[str]:
    def tell(found: Mapping[str, Any], scene: Scene) -> str:
        return str(sorted((math.prod(shape), bool(learns)) for _, shape, learns in found["parameters"]))

    return told(probes.blueprint, vgg16, [_meta_scene()], tell)


def _layer_tokens(vgg16: Function) -> list[str]:
    def tell(found: Mapping[str, Any], scene: Scene) -> str:
        dropped = "drops logits " if _drops_logits(found) else ""
        return f"{dropped}{_in_order(found['rows'])} {found['output']} {found['error']}"

    return told(probes.blueprint, vgg16, [_meta_scene(count=2)], tell)


def _option_tokens(vgg16: Function) -> list[str]:
    def tell(found: Mapping[str, Any], scene: Scene) -> str:
        total = count_numbers(tuple(shape) for _, shape, _ in found["parameters"])
        return f"{total} {found['output']} {found['error']}"

    return told(probes.blueprint, vgg16, [_meta_scene(10), _meta_scene(1000, 1), _meta_scene(7, 2)], tell)


def check_vgg16_parameters(vgg16: Any) -> None:
    """138,357,544 parameters in 32 arrays, counted without memory for any of them."""
    check = named_check("vgg16", vgg16, PROBES)
    scene = _meta_scene()
    found = attempt(check, probes.blueprint, vgg16, scene, ASPECTS)
    if found is not None and (fault := _fault(found)):
        check.find("values", "other parameters than asked for", fault, call=scene, aspects=("inventory", "layers"))
    check.finish(f"{WEIGHTS:,} parameters")


def check_vgg16_layers(vgg16: Any) -> None:
    """The row of layers, and logits for 1,000 classes."""
    check = named_check("vgg16", vgg16, PROBES)
    scene = _meta_scene(count=2)
    aspects = ("layers", "inventory")
    found = attempt(check, probes.blueprint, vgg16, scene, aspects)
    if found is not None:
        _judge_rows(check, found, scene, (2, 1000), _rows(), aspects)
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
    elif _drops_logits(found):
        lines = [("seen", "in train mode logits are dropped at random")]
        check.find("values", "dropout behind the last layer", lines, call=scene, aspects=aspects)
    check.show(f"{scene.text} -> {len(expected)} layers, {output}")


def check_vgg16_options(vgg16: Any) -> None:
    """Ten classes, grey images."""
    check = named_check("vgg16", vgg16, PROBES)
    for classes, channels in ((10, 3), (1000, 1), (7, 2)):
        _judge_options(check, vgg16, classes, channels)
    check.finish("other classes and channels")


def check_vgg16_options_hidden(vgg16: Any) -> None:
    """Random numbers of classes and channels."""
    random = rng()
    check = named_check("vgg16", vgg16, PROBES)
    _judge_options(check, vgg16, int(random.integers(2, 500)), int(random.integers(4, 20)))
    check.finish("other classes and channels")


def _judge_options(check: Check, vgg16: Any, classes: int, channels: int) -> None:
    """Only what the two arguments decide: the first layer, the last one, and the shape of the answer."""
    scene = _meta_scene(classes, channels)
    aspects = ("options", "inventory", "layers")
    found = attempt(check, probes.blueprint, vgg16, scene, aspects)
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


PROBES: dict[str, Probes] = {
    "vgg16": {"inventory": _inventory_tokens, "layers": _layer_tokens, "options": _option_tokens}
}
