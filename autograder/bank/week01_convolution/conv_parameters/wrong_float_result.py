"""the count is a float

Weights are counted: the answer must be an int.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=True):
    weights = float(kernel) ** 2 * in_channels * out_channels
    return weights + (out_channels if bias else 0)
