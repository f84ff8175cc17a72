"""One sum with a product of strides."""

from math import prod


def receptive_field(layers):
    return 1 + sum((k - 1) * prod(s for _, s in layers[:i]) for i, (k, _) in enumerate(layers))
