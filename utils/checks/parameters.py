"""The arrays inside a NumPy model, found and nudged without knowing their names, and its training.

The functions are meant for `probe`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

MAX_DEPTH = 6
MAX_ARRAYS = 200


def arrays_of(model: Any) -> dict[str, np.ndarray]:
    """Copies of all arrays of floats that hang on a model: attributes, and what is in their lists, dicts and objects.

    Returns:
        path -> array, for example `layers.0.weights`. An array that is reached twice has its first path.
    """
    return {path: array.copy() for path, array in _found(model)}


def nudged_logits(model: Any, images: np.ndarray, path: str, directions: np.ndarray) -> np.ndarray:
    """What `model.forward(images)` gives when one array is moved, by each of `directions` in turn and back again.

    Args:
        model: has `forward`.
        images: a batch, passed on as it is.
        path: of the array, as `arrays_of` gives it.
        directions: `(K, *shape of the array)`.

    Returns:
        Logits `(K, N, classes)` in float64. The array is as before.
    """
    array = dict(_found(model))[path]
    before = array.copy()
    answers = []
    try:
        for direction in directions:
            array[...] = before + direction
            answers.append(np.array(model.forward(images.copy()), dtype=np.float64))
    finally:
        array[...] = before
    return np.stack(answers)


def images_met(model: Any, images: np.ndarray, path: str, places: Sequence[int]) -> list[int]:
    """How many of the images get other logits when a single number of an array moves.

    Args:
        model: has `forward`.
        images: a batch, passed on as it is.
        path: of the array, as `arrays_of` gives it.
        places: flat indices into the array; each is moved in turn and back again.

    Returns:
        One count for each place. The array is as before.
    """
    array = dict(_found(model))[path]
    before = array.copy()
    plain = np.array(model.forward(images.copy()), dtype=np.float64)
    least, counts = 1e-6 * max(1.0, float(np.abs(plain).max())), []
    try:
        for place in places:
            array.flat[place] += 1
            moved = np.array(model.forward(images.copy()), dtype=np.float64)
            counts.append(int((np.abs(moved - plain).max(axis=1) > least).sum()))
            array[...] = before
    finally:
        array[...] = before
    return counts


def losses_of_steps(model: Any, images: np.ndarray, labels: np.ndarray, batches: np.ndarray, lr: float) -> np.ndarray:
    """Train a model where it lives: a message to another process for each step would take longer than the step.

    Args:
        model: has `train_step(images, labels, lr)`.
        images, labels: `(N, ...)` and `(N,)`; the model gets copies.
        batches: `(K, B)`, which of them are shown in each step.
        lr: learning rate.

    Returns:
        What the steps returned, `(K,)` in float64.

    Raises:
        ValueError: a step returned something else than one number.
    """
    losses = [model.train_step(images[chosen], labels[chosen], lr) for chosen in batches]
    if any(np.shape(loss) for loss in losses):
        raise ValueError("train_step returned something else than one number")
    return np.array(losses, dtype=np.float64)


def _found(model: Any) -> Iterator[tuple[str, np.ndarray]]:
    seen: set[int] = set()
    queue: list[tuple[str, Any, int]] = [("", model, 0)]
    count = 0
    while queue and count < MAX_ARRAYS:
        path, value, depth = queue.pop(0)
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, np.ndarray):
            if value.dtype.kind == "f" and value.size:
                count += 1
                yield path, value
            continue
        if depth < MAX_DEPTH:
            queue += [(f"{path}.{name}".lstrip("."), part, depth + 1) for name, part in _parts(value)]


def _parts(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [(str(key), part) for key, part in value.items()]
    if isinstance(value, (list, tuple)):
        return [(str(index), part) for index, part in enumerate(value)]
    if isinstance(value, (type, str, bytes)) or callable(value):
        return []
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    named = {name: getattr(value, name) for name in slots if hasattr(value, name)}
    return list({**getattr(value, "__dict__", {}), **named}.items())
