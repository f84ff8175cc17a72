"""input and output channels are added

Every output channel has weights for every input channel: the counts multiply.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * (in_channels + out_channels)
    return weights + (out_channels if bias else 0)
