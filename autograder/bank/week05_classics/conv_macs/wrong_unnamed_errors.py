"""the errors name no argument

Whoever reads the message must learn what to change.
Lesson: 5.1 "Multiply-adds"
"""

def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    if stride < 1:
        raise ValueError("invalid input")
    if padding < 0:
        raise ValueError("invalid input")
    if kernel > height + 2 * padding or kernel > width + 2 * padding:
        raise ValueError("invalid input")
    if in_channels % groups or out_channels % groups:
        raise ValueError("invalid input")
    rows = (height + 2 * padding - kernel) // stride + 1
    columns = (width + 2 * padding - kernel) // stride + 1
    return rows * columns * out_channels * (in_channels // groups) * kernel * kernel
