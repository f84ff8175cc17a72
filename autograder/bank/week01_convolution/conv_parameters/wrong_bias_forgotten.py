"""the biases are not counted

Each filter has a bias unless the layer is made without.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * in_channels * out_channels
    return weights
