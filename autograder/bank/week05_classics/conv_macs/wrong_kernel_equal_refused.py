"""a kernel as large as the padded image is refused

It fits: there is one window.
Lesson: 1.3 "The output size formula"
"""

def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    if stride < 1:
        raise ValueError("stride must be >= 1")
    if padding < 0:
        raise ValueError("padding must be >= 0")
    if height + 2 * padding <= kernel or width + 2 * padding <= kernel:
        raise ValueError("kernel is larger than padded input")
    if in_channels % groups:
        raise ValueError("in_channels not divisible by groups")
    if out_channels % groups:
        raise ValueError("out_channels not divisible by groups")
    oh = (height + 2 * padding - kernel) // stride + 1
    ow = (width + 2 * padding - kernel) // stride + 1
    return oh * ow * out_channels * (in_channels // groups) * kernel**2
