"""the unit itself is not counted

Without any layer a unit sees one pixel.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 0, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= stride
    return field
