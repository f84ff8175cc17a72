"""Blocks of the Keras functional API looked at from outside, whatever their style.

The functions here run where the student's function lives (see `utils.checks.probe`). Keras is imported inside of them,
so that importing this module costs nothing. Weights are found by their role ("kernel", "gamma", ...) and filled by
`module_probes.numbers`: all of one role and shape alike, so nobody needs to know which comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks.module_probes import numbers

Block = Callable[..., Any]
ROLES = {"moving_mean": "mean", "moving_variance": "variance"}


def _model(block: Block, filters: int, keywords: Mapping[str, Any], shape: Sequence[int]) -> Any:
    """A model of one block for images of `shape` (H, W, C)."""
    import keras

    images = keras.Input(tuple(shape))
    output = block(images, filters, **keywords)
    if not isinstance(output, keras.KerasTensor):
        raise TypeError(f"expected a KerasTensor, the block returned a {type(output).__name__}")
    return keras.Model(images, output)


def _norms(model: Any) -> list[Any]:
    import keras

    layers = model._flatten_layers(include_self=False)
    return [layer for layer in layers if isinstance(layer, keras.layers.BatchNormalization) and layer.built]


def _fill(model: Any, recipe: Mapping[str, Any]) -> None:
    eps = {id(layer.moving_variance): layer.epsilon for layer in _norms(model)}
    for variable in model.variables:
        shape = tuple(variable.shape)
        role = ROLES.get(variable.name, variable.name)
        if len(shape) == 4:
            array = numbers("kernel", (shape[3], shape[2], *shape[:2]), recipe).transpose(2, 3, 1, 0)
        elif role in ("bias", "gamma", "beta", "mean", "variance"):
            array = numbers(role, shape, recipe)
        else:  # such as the seed of a dropout layer
            continue
        variable.assign(array - eps.get(id(variable), 0.0))


def block_anatomy(block: Block, filters: int, keywords: Mapping[str, Any], shape: Sequence[int]) -> dict[str, Any]:
    """What a block is made of.

    Returns:
        "trainable" and "frozen" (role, shape) of its weights, "output" (H, W, C), "eps" of its normalisations,
        "layers" (kinds).
    """
    model = _model(block, filters, keywords, shape)
    return {
        "trainable": [(variable.name, tuple(variable.shape)) for variable in model.trainable_variables],
        "frozen": [(variable.name, tuple(variable.shape)) for variable in model.non_trainable_variables],
        "output": tuple(model.outputs[0].shape[1:]),
        "eps": [float(layer.epsilon) for layer in _norms(model)],
        "layers": [type(layer).__name__ for layer in model._flatten_layers(include_self=False)],
    }


def block_answer(
    block: Block,
    filters: int,
    keywords: Mapping[str, Any],
    x: np.ndarray,
    recipe: Mapping[str, Any],
    training: bool | None = False,
) -> np.ndarray:
    """What a new block, filled after `recipe`, makes of images `(N, H, W, C)`; with None nobody says whether it trains.

    Keras lets a model's own `training` win over what its layers were called with, unless it is None.
    """
    model = _model(block, filters, keywords, x.shape[1:])
    _fill(model, recipe)
    return np.array(model(x, training=training))


def block_gradients(
    block: Block,
    filters: int,
    keywords: Mapping[str, Any],
    x: np.ndarray,
    recipe: Mapping[str, Any],
    upstream: np.ndarray,
) -> dict[str, Any]:
    """Gradients of `(upstream * block(x)).sum()` at inference.

    Returns:
        "input" (an array, None without a gradient), "parameters": (role, shape, whether a gradient reaches it).
    """
    import tensorflow as tf

    model = _model(block, filters, keywords, x.shape[1:])
    _fill(model, recipe)
    images = tf.Variable(x)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(images, training=False) * upstream)
    weights = list(model.trainable_variables)
    first, *rest = tape.gradient(loss, [images, *(weight.value for weight in weights)])
    reached = [
        (weight.name, tuple(weight.shape), gradient is not None and bool(np.abs(np.array(gradient)).max() > 0))
        for weight, gradient in zip(weights, rest, strict=True)
    ]
    return {"input": None if first is None else np.array(first), "parameters": reached}
