"""Counts of the networks of `utils.models`, made when they are first asked for, on the meta device."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from torch import nn

    from utils.models.counting import Layer


class Step(NamedTuple):
    """A convolution, dense layer or pooling of a network, with the normalisation and activation that belong to it.

    name: of the module; what: in words; shapes without the batch axis; multiply-adds of one image; receptive_field in
    pixels, padding included.
    """

    name: str
    what: str
    input_shape: tuple[int, ...]
    output_shape: tuple[int, ...]
    parameters: int
    multiply_adds: int
    receptive_field: int


@functools.cache
def steps(network: str) -> tuple[Step, ...]:
    """Return the steps of a network of the zoo, by the name of its function, in the order in which they run."""
    import torch

    from utils import models
    from utils.models.counting import layer_table
    from utils.models.published import PUBLISHED

    with torch.device("meta"):
        model = getattr(models, network)()
    modules = dict(model.named_modules())
    made: list[Step] = []
    waiting = 0  # parameters of a normalisation that comes before its convolution
    for layer in layer_table(model, PUBLISHED[network].image):
        what = _in_words(modules[layer.name], layer)
        if what is not None:
            made.append(Step(layer.name, what, *layer[2:4], layer.parameters + waiting, *layer[5:]))
            waiting = 0
        elif made and made[-1].multiply_adds and made[-1].output_shape == layer.input_shape:
            made[-1] = made[-1]._replace(parameters=made[-1].parameters + layer.parameters)
        else:
            waiting += layer.parameters
    if waiting:
        made[-1] = made[-1]._replace(parameters=made[-1].parameters + waiting)
    return tuple(made)


def _in_words(module: nn.Module, layer: Layer) -> str | None:
    """What a layer does; None for what changes neither shape nor place of values."""
    from torch import nn

    if isinstance(module, nn.Conv2d):
        high, wide = module.kernel_size
        text = f"{high} × {wide} convolution"
        if module.groups == module.in_channels > 1:
            text = f"{high} × {wide} depthwise convolution"
        elif module.groups > 1:
            text += f" in {module.groups} groups"
        stride = module.stride[0]
        return f"{text}, stride {stride}" if stride > 1 else text
    if isinstance(module, nn.Linear):
        return "dense layer"
    if isinstance(module, nn.AdaptiveAvgPool2d):
        return "global average pooling"
    if isinstance(module, (nn.MaxPool2d, nn.AvgPool2d)):
        kind = "max" if isinstance(module, nn.MaxPool2d) else "average"
        return f"{module.kernel_size} × {module.kernel_size} {kind} pooling, stride {module.stride}"
    return None


def short(value: float) -> str:
    """Write 2,000,000 as "2 M", for the marks of an axis."""
    for size, letter in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
