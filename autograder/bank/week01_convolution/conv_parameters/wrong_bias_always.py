"""the biases are counted even when there are none

bias=False makes a layer of weights alone.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * in_channels * out_channels
    return weights + (out_channels)
