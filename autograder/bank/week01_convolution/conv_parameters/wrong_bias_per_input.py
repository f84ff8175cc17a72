"""one bias is counted per input channel

A filter adds up over all input channels and then adds its one bias.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * in_channels * out_channels
    return weights + (in_channels if bias else 0)
