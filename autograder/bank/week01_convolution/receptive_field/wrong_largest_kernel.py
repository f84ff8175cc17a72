"""the largest kernel is taken

Layers on top of each other see more than any one of them.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field = max(field, kernel)
        step *= stride
    return field
