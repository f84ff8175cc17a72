"""Checks of `RowLSTM`: a network that reads an image row by row, seen from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks import sequence_probes as probes
from utils.checks.fingerprints import Function, Probes
from utils.checks.report import Call, as_array, describe, four_digits, rng
from utils.checks.scenes import Scene, attempt, beside
from utils.checks.tensors import plain
from utils.checks.tokens import trouble
from utils.checks.week09.naming import sequence_check

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
        return [trouble(outcome.error, PHRASES)]
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
        return [trouble(outcome.error, PHRASES)]
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
        return [trouble(outcome.error, PHRASES)]
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
    return (
        [trouble(outcome.error, PHRASES)] if outcome.error is not None else faults(_logits(outcome.value)) or ["fine"]
    )


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
    check = sequence_check("RowLSTM", RowLSTM, PROBES)
    value = attempt(check, probes.row_logits, RowLSTM, SHAPE_SCENE, ROW_ASPECTS, "shape")
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
                lines = [("yours", f"{found}: {four_digits(array[0])}"), ("expected", "logits, any numbers")]
                check.find("values", "no logits", lines, call=SHAPE_SCENE, aspects=ROW_ASPECTS)
            check.show(f"x {images.shape} -> logits {expected}")
    check.finish("ten logits for each image")


def check_RowLSTM_rows(RowLSTM: Any) -> None:  # noqa: N802
    """One set of weights meets every row, all rows count, their order too, and it is an LSTM."""
    check = sequence_check("RowLSTM", RowLSTM, PROBES)
    scene = Scene({}, text="RowLSTM()(x), and the gradients of its weights for images with ink in one row or column")
    reading = attempt(check, probes.row_reading, RowLSTM, scene, ROW_ASPECTS)
    if reading is not None and (fault := _reading_fault(reading)):
        check.find("values", fault[0], [("seen", fault[1])], call=scene, aspects=ROW_ASPECTS)
    check.show("every row meets the same weights, and every pixel of a row has weights of its own")
    value = attempt(check, probes.row_logits, RowLSTM, ORDER_SCENE, ROW_ASPECTS)
    if value is not None and (faults := _order_faults(_logits(value))):
        lines = [("seen", fault) for fault in faults]
        check.find("values", "the order does not count", lines, call=ORDER_SCENE, aspects=ROW_ASPECTS)
    check.show("rows in reverse order give other logits")
    scene = Scene({}, text="RowLSTM().modules()")
    value = attempt(check, probes.row_inventory, RowLSTM, scene, ROW_ASPECTS)
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
    check = sequence_check("RowLSTM", RowLSTM, PROBES)
    value = attempt(check, probes.row_logits, RowLSTM, IMAGES_SCENE, ROW_ASPECTS)
    if value is not None and (faults := _image_faults(_logits(value))):
        lines = [("seen", fault) for fault in faults]
        check.find("values", "images are not answered one by one", lines, call=IMAGES_SCENE, aspects=ROW_ASPECTS)
    check.show("alone, in a batch, in another order, and again: the same logits")
    check.finish("each image is read by itself")


STEPS = 200


def check_RowLSTM_learning(RowLSTM: Any) -> None:  # noqa: N802
    """Every parameter gets a gradient; five images and the same five upside down are learnt as ten classes."""
    random = rng()
    check = sequence_check("RowLSTM", RowLSTM, PROBES)
    scene = Scene({}, text="RowLSTM()(x (4, 1, 28, 28)), and the gradients of its logits")
    value = attempt(check, probes.row_inventory, RowLSTM, scene, ROW_ASPECTS)
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
    answer = as_array(plain(attempt(check, probes.row_learns, RowLSTM, scene, ROW_ASPECTS)))
    if answer is not None:
        fits = answer.ndim == 2 and answer.shape == (10, 10)
        right = int((answer.argmax(axis=1) == labels[turned]).sum()) if fits else 0
        if right < 9:
            lines = [("seen", f"{right} of 10 images read afterwards")]
            check.find("values", "a tiny batch is not learnt", lines, call=scene, aspects=ROW_ASPECTS)
        check.show(f"{right} of 10 images read after training")
    check.finish("it learns")


PROBES: dict[str, Probes] = {"RowLSTM": {"properties": _properties}}
