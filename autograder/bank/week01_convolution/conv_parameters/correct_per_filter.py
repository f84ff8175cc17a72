"""Filters times numbers per filter."""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    per_filter = kernel**2 * in_channels + bool(bias)
    return per_filter * out_channels
