"""the walk back multiplies the field by the stride

Between f units there are f - 1 gaps of s pixels.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field = 1
    for kernel, stride in reversed(layers):
        field = field * stride + kernel - 1
    return field
