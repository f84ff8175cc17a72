"""only one filter is counted

There is one filter for each output channel.
Lesson: 1.4 "One filter, one feature map"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * in_channels
    return weights + (out_channels if bias else 0)
