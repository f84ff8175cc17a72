"""one bias is counted for the whole layer

Each filter has its own bias.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * in_channels * out_channels
    return weights + (1 if bias else 0)
