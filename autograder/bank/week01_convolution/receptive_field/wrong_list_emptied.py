"""the list of layers is emptied

The caller still needs the list.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    while layers:
        kernel, stride = layers.pop(0)
        field += (kernel - 1) * step
        step *= stride
    return field
