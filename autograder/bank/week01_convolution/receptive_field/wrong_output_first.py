"""the layers are read from the output side

The first pair of the list is the layer nearest to the image.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in reversed(layers):
        field += (kernel - 1) * step
        step *= stride
    return field
