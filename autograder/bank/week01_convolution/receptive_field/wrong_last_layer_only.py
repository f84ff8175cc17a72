"""only the last layer counts

That is what the unit sees of the layer below it, not of the image.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field = kernel
        step *= stride
    return field
