"""strides are added instead of multiplied

Two layers with stride 2 make neighbours 4 pixels apart; with 3 and 2 they are 6 apart.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, passed = 1, 0
    for kernel, stride in layers:
        field += (kernel - 1) * max(passed, 1)
        passed += stride
    return field
