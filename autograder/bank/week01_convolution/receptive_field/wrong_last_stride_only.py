"""only the stride of the layer before counts

Strides of all earlier layers multiply.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step = stride
    return field
