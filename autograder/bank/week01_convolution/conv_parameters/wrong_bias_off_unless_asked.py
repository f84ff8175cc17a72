"""a layer has no biases unless they are asked for

Called without bias the function counts a layer with biases.
Lesson: 1.4 "Counting parameters"
"""

def conv_parameters(kernel, in_channels, out_channels, bias=False):
    return (kernel * kernel * in_channels + bool(bias)) * out_channels
