"""equal layers are counted once

Each layer of the list works on the output of the one before, equal or not.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in dict.fromkeys(layers):
        field += (kernel - 1) * step
        step *= stride
    return field
