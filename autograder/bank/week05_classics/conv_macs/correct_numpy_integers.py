"""NumPy integers, and an error before anything is counted."""

import numpy as np


def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    problems = {
        "Stride must be positive": stride < 1,
        "Padding must not be negative": padding < 0,
        "Kernel larger than the padded input": kernel > min(height, width) + 2 * padding,
        "Groups do not divide the channels": bool(in_channels % groups) or bool(out_channels % groups),
    }
    for text, holds in problems.items():
        if holds:
            raise ValueError(text)
    size = (np.array([height, width]) + 2 * padding - kernel) // stride + 1
    return np.prod(size) * np.int64(out_channels) * np.int64(in_channels // groups) * np.int64(kernel) ** 2
