"""kernels are multiplied

Two kernels of 3 see 5 pixels, not 9.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field *= kernel
        step *= stride
    return field
