"""something is returned for layers that cannot be

What is returned looks like a result, were it an error. `raise` the ValueError.
Lesson: 5.1 "Multiply-adds"
"""


def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    """Multiply-adds of a convolution for one image."""
    if stride < 1:
        return ValueError("stride must be at least 1")
    if padding < 0:
        return ValueError("padding must not be negative")
    if kernel > height + 2 * padding or kernel > width + 2 * padding:
        return ValueError("kernel does not fit")
    if in_channels % groups or out_channels % groups:
        return ValueError("groups must divide in_channels and out_channels")
    h = (height + 2 * padding - kernel) // stride + 1
    w = (width + 2 * padding - kernel) // stride + 1
    return h * w * out_channels * kernel * kernel * (in_channels // groups)
