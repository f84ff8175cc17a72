"""Walks from the output to the input."""

def receptive_field(layers):
    field = 1
    for kernel, stride in reversed(layers):
        field = (field - 1) * stride + kernel
    return field
