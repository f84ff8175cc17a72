"""the last layer is forgotten

The unit sits in the output of the last layer.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers[:-1]:
        field += (kernel - 1) * step
        step *= stride
    return field
