"""the step is the stride minus one

With stride 1 neighbours are 1 pixel apart, not 0.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= max(stride - 1, 1)
    return field
