"""the distance between neighbouring units is returned

That is how far the fields of two neighbours are apart, not how large they are.
Lesson: 1.5 "What one unit responds to"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= stride
    return step
