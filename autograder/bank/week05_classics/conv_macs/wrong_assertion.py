"""assertions stand in for errors

An `assert` raises AssertionError, and is skipped under `python -O`.
Lesson: 5.1 "Multiply-adds"
"""

def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    assert stride >= 1, "stride"
    assert padding >= 0, "padding"
    assert kernel <= min(height, width) + 2 * padding, "kernel"
    assert in_channels % groups == out_channels % groups == 0, "groups"
    rows = (height + 2 * padding - kernel) // stride + 1
    columns = (width + 2 * padding - kernel) // stride + 1
    return rows * columns * out_channels * (in_channels // groups) * kernel * kernel
