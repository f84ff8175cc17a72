"""Follows first and last pixel on the line."""

def receptive_field(layers):
    first = last = 0
    for layer in layers[::-1]:
        kernel, stride = layer[0], layer[1]
        first, last = first * stride, last * stride + kernel - 1
    return last - first + 1
