"""the field is a float

Pixels are counted: the answer must be an int.
Lesson: 1.5 "What one unit responds to"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= stride
    return float(field)
