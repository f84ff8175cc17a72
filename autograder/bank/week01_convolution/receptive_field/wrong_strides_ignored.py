"""strides are ignored

After a layer with stride 2, neighbours are 2 pixels apart in its input.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        pass
    return field
