"""kernels are added as they are

A second kernel of 3 adds 2 pixels: one it shares with the first.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 0, 1
    for kernel, stride in layers:
        field += kernel * step
        step *= stride
    return field
