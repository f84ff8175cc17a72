"""layers whose window equals their stride are skipped

Pooling layers have a window and a stride too.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        if kernel == stride:
            continue
        field += (kernel - 1) * step
        step *= stride
    return field
