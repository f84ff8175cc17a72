"""nothing is refused

A layer that cannot be has no cost. Say which argument is wrong.
Lesson: 5.1 "Multiply-adds"
"""

def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    rows = (height + 2 * padding - kernel) // stride + 1
    columns = (width + 2 * padding - kernel) // stride + 1
    return rows * columns * out_channels * (in_channels // groups) * kernel * kernel
