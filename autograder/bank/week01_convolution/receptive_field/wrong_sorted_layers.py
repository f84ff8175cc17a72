"""the layers are sorted

The order of the list is the order of the network.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in sorted(layers):
        field += (kernel - 1) * step
        step *= stride
    return field
