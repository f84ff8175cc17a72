"""a layer's own stride already spreads its own kernel

The stride of a layer spreads the layers behind it: neighbours in its output are that far apart.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        step *= stride
        field += (kernel - 1) * step
    return field
