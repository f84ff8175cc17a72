"""only the first layer counts

Every layer above it widens the field. Where does your loop end?
Lesson: 1.5 "Growing layer by layer"
"""


def receptive_field(layers):
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= stride
        return field
