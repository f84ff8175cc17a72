"""something is returned for layers that cannot be

What is returned looks like a result, were it an error. `raise` the ValueError.
Lesson: 5.1 "Multiply-adds"
"""

def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    if stride < 1:
        return 0
    if padding < 0:
        return 0
    if kernel > height + 2 * padding or kernel > width + 2 * padding:
        return 0
    if in_channels % groups or out_channels % groups:
        return 0
    rows = (height + 2 * padding - kernel) // stride + 1
    columns = (width + 2 * padding - kernel) // stride + 1
    return rows * columns * out_channels * (in_channels // groups) * kernel * kernel
