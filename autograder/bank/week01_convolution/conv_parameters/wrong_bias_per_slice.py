"""one bias is counted per pair of input and output channel

A filter is as deep as its input and has one bias in all.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * in_channels * out_channels
    return weights + (in_channels * out_channels if bias else 0)
