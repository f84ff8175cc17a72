"""the kernel is compared with the width only

It must fit in both directions.
Lesson: 1.3 "The output size formula"
"""


def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    """Multiply-adds of a convolution for one image."""
    if stride < 1:
        raise ValueError("stride must be at least 1")
    if padding < 0:
        raise ValueError("padding must not be negative")
    if kernel > width + 2 * padding:
        raise ValueError("kernel does not fit")
    if in_channels % groups or out_channels % groups:
        raise ValueError("groups must divide in_channels and out_channels")
    h = (height + 2 * padding - kernel) // stride + 1
    w = (width + 2 * padding - kernel) // stride + 1
    return h * w * out_channels * kernel * kernel * (in_channels // groups)
