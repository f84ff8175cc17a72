"""one bias is counted per weight

A filter adds its bias once, after all products.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * in_channels * out_channels
    return weights + (weights if bias else 0)
