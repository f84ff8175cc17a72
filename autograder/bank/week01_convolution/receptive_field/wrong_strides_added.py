"""strides are added instead of multiplied

Two layers with stride 2 make neighbours 4 pixels apart; with 3 and 2 they are 6 apart.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step += stride - 1
    return field
