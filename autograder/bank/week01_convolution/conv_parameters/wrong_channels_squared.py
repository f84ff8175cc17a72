"""out_channels filters of out_channels slices are counted

The depth of a filter is the number of input channels.
Lesson: 1.4 "The kernel is as deep as its input"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * out_channels * out_channels
    return weights + (out_channels if bias else 0)
