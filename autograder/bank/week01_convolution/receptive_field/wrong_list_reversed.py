"""the list of layers is turned round in place

The caller still needs the list as it was.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field = 1
    layers.reverse()
    for kernel, stride in layers:
        field = (field - 1) * stride + kernel
    return field
