"""an even kernel is taken as one pixel smaller

A kernel of 2 adds one step, a kernel of 4 three.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += kernel // 2 * 2 * step
        step *= stride
    return field
