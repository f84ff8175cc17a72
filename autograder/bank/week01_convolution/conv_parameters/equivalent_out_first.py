"""Counts the biases first."""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * kernel * in_channels * out_channels
    return (out_channels if bias else 0) + weights
