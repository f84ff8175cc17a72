"""stride and kernel are swapped

The pairs are (kernel, stride).
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for stride, kernel in layers:
        field += (kernel - 1) * step
        step *= stride
    return field
