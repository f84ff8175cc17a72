"""the kernel has one side

A k x k kernel has k * k numbers per channel.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * in_channels * out_channels
    return weights + (out_channels if bias else 0)
