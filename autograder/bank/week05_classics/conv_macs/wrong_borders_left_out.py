"""products with padded zeros are left out

They are computed like all others, and counted here.
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
    def taps(size):
        starts = range(-padding, size + padding - kernel + 1, stride)
        return sum(min(start + kernel, size) - max(start, 0) for start in starts)

    return taps(height) * taps(width) * out_channels * (in_channels // groups)
