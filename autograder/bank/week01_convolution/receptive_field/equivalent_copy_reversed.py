"""Copies the list before it is turned round."""

def receptive_field(layers):
    stack = list(layers)
    field = 1
    while stack:
        kernel, stride = stack.pop()
        field = field * stride + (kernel - stride)
    return field
