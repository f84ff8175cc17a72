"""bias=True and bias=False are swapped

With bias there is one more number per filter.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * in_channels * out_channels
    return weights + (0 if bias else out_channels)
