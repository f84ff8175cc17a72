"""every kernel adds all of its taps

A kernel of 3 adds 2 pixels: its centre is already in the field.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += kernel * step
        step *= stride
    return field
