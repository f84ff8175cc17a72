"""layers with a kernel of 1 are skipped

A kernel of 1 sees no further, but its stride spreads all layers behind it.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        if kernel == 1:
            continue
        field += (kernel - 1) * step
        step *= stride
    return field
