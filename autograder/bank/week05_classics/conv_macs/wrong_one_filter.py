"""a single filter is counted

Each of the filters goes over the whole image.
Lesson: 5.1 "Multiply-adds"
"""

def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    if stride < 1:
        raise ValueError("stride must be at least 1")
    if padding < 0:
        raise ValueError("padding must not be negative")
    if kernel > height + 2 * padding or kernel > width + 2 * padding:
        raise ValueError("kernel does not fit into the padded image")
    if in_channels % groups or out_channels % groups:
        raise ValueError("groups must divide the channels")
    rows = (height + 2 * padding - kernel) // stride + 1
    columns = (width + 2 * padding - kernel) // stride + 1
    return rows * columns * (in_channels // groups) * kernel * kernel
