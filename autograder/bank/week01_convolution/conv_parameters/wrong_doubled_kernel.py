"""2k is taken for k * k

A k x k kernel has k * k numbers per channel; for k = 2 both agree.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = kernel * 2 * in_channels * out_channels
    return weights + (out_channels if bias else 0)
