"""the half width is rounded down

A field of even size is not 2 * (f // 2) + 1.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= stride
    return 2 * (field // 2) + 1
