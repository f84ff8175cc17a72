"""the filters have no depth

A filter spans all input channels: k * k numbers for each of them.
Lesson: 1.4 "The kernel is as deep as its input"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * out_channels
    return weights + (out_channels if bias else 0)
