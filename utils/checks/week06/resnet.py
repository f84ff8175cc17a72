"""Checks of `resnet`: its parameters, its stages, its logits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import module_probes
from utils.checks.fingerprints import NOTHING, Function, Probes, named_check
from utils.checks.report import Check, as_array, four_digits, rng
from utils.checks.scenes import Scene, attempt, beside
from utils.checks.week06.blocks import Arguments
from utils.checks.week06.layers import Operations, convolutions_of, listed, norm_after, weights_fault
from utils.checks.week06.numbers import agrees, compared
from utils.checks.week06.tokens import FINE, spelt, trouble

PARAMETERS: dict[Arguments, int] = {(2, 2, 2, 2): 11_689_512, (3, 4, 6, 3): 21_797_672}
WIDTHS = (64, 128, 256, 512)


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
    check = named_check("resnet", resnet, PROBES)
    for blocks, classes, in_channels in RESNETS:
        scene = _inventory_scene(blocks, classes, in_channels)
        value = attempt(check, module_probes.inventory, resnet, scene, RESNET_ASPECTS)
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
    heads = [place for place, _ in convolutions_of(operations) if operations[place]["shape"][2:] == (1, 1)]
    body = [(place, conv) for place, conv in convolutions_of(operations) if place not in heads]
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
    if fault := weights_fault(operations):
        return fault
    bare = [conv for place, conv in body if not norm_after(operations, place)]
    if bare:
        return [("no batch normalisation after", listed(bare[:3]))]
    norms = sum(op["kind"] == "normalisation" for op in operations)
    if norms != len(body):
        return [("batch normalisations", f"{norms}, expected {len(body)}: one after each convolution")]
    dense = sum(op["kind"] == "dense" for op in operations) + len(heads)  # a 1x1 convolution of one pixel is dense
    return [] if dense == 1 else [("dense layers", f"{dense}, expected 1")]


def check_resnet_stages(resnet: Any) -> None:
    """Each convolution at its size: stem, four stages, projections where shapes differ."""
    check = named_check("resnet", resnet, PROBES)
    for blocks in ([2, 2, 2, 2], [1, 3, 1, 2]):
        scene = _resnet_scene(blocks)
        value = attempt(check, module_probes.anatomy, resnet, scene, RESNET_ASPECTS)
        if value is not None and (fault := _stage_fault(value, blocks, 3)):
            aspects = ("stages", "parameters", "logits", "values")
            check.find("values", "other layers than asked for", fault, call=scene, aspects=aspects)
        if value is not None and blocks == [1, 3, 1, 2]:
            trained = attempt(check, module_probes.anatomy, resnet, _training_scene(), RESNET_ASPECTS)
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
    return [trouble(outcome.error) if outcome.error else str(_train_fault(outcome.value["operations"]))]


LOGITS = (([1, 1, 1, 1], 1000, 3, (2, 32, 32)), ([1, 1, 1, 1], 10, 1, (1, 65, 47)), ([2, 1, 1, 1], 7, 4, (2, 224, 224)))


def check_resnet_logits(resnet: Any) -> None:
    """Shapes of the logits for other sizes of images, classes and channels."""
    check = named_check("resnet", resnet, PROBES)
    for blocks, classes, in_channels, images in LOGITS:
        scene = _resnet_scene(blocks, classes, in_channels, images)
        value = attempt(check, module_probes.anatomy, resnet, scene, ("logits", *RESNET_ASPECTS))
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
            return trouble(outcome.error)
        value = outcome.value
    else:
        value = attempt(check, module_probes.answer, resnet, scene, ("values", *RESNET_ASPECTS))
        if value is None:
            return NOTHING
    expected = oracles.resnet(x, blocks, classes, recipe)
    changed = "" if value["unchanged"] else "x changed "
    if changed and check is not None:
        check.find("edge cases", "changed its input", [("changed", "x")], call=scene, aspects=("values",))
    if agrees(value["output"], expected) and not changed:
        if check is not None:
            check.show(f"{scene.text} -> {expected.shape}, as computed by other means")
        return FINE
    if check is not None and not agrees(value["output"], expected):
        lines = compared(value["output"], expected)
        check.find(
            "values", "other logits than the layers give", lines, call=scene, aspects=("values", *RESNET_ASPECTS)
        )
    output = as_array(value["output"])
    if output is None or output.size == 0 or not np.isfinite(output).all():
        return NOTHING + "no numbers"
    scale = max(1e-6, float(np.abs(output).max()))
    rounded = four_digits(np.round(output.ravel() / scale, 1) + 0.0)
    return f"{changed}{output.shape} {rounded} {np.floor(np.log2(scale)):.0f}"


def check_resnet_values_hidden(resnet: Any) -> None:
    """Random weights: logits of an image, and of two of another size."""
    random = rng()
    check = named_check("resnet", resnet, PROBES)
    for shape in ((1, 3, 224, 224), (2, 3, *(int(side) for side in random.integers(65, 120, 2)))):
        x = random.normal(size=shape).astype(np.float32)
        _resnet_values(check, resnet, [1, 1, 1, 1], x, {"seed": int(random.integers(10**6)), "kind": "random"})
    check.finish("logits as expected")


def _resnet_tokens(aspect: str) -> Callable[[Function], list[str]]:
    def look(resnet: Function) -> list[str]:
        if aspect == "values":
            random, recipe = np.random.default_rng(8), {"seed": 6, "kind": "random"}
            images = [random.normal(size=(1, 3, *size)).astype(np.float32) for size in ((224, 224), (97, 70))]
            return [_resnet_values(None, resnet, [1, 1, 1, 1], x, recipe) for x in images]
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
                tokens.append(trouble(outcome.error))
            elif aspect == "parameters":
                rows = [(int(np.prod(shape)), learns) for _, shape, learns in outcome.value]
                tokens.append(f"{sum(count for count, _ in rows)} {all(learns for _, learns in rows)}")
            elif aspect == "logits":
                tokens.append(str(outcome.value["output"]))
            else:
                fault = _stage_fault(outcome.value, scene.required["arguments"][0], 3)
                tokens.append(str(fault) + spelt(outcome.value) if fault else FINE)
        return tokens

    return look


PROBES: dict[str, Probes] = {
    "resnet": {**{aspect: _resnet_tokens(aspect) for aspect in RESNET_ASPECTS}, "train": _train_tokens}
}
