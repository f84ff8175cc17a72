"""the steps start with the first stride

The first layer reads neighbouring pixels, whatever its stride.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, layers[0][1]
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= stride
    return field
