"""the errors name no argument

Say which argument cannot be right.
Lesson: 2.2 "Maximum and average"
"""

import numpy as np


def max_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    if images.ndim != 4:
        raise ValueError("this cannot be right")
    if size < 1:
        raise ValueError("this cannot be right")
    if stride < 1:
        raise ValueError("this cannot be right")
    n, height, width, channels = images.shape
    if size > height or size > width:
        raise ValueError("this cannot be right")
    result = np.empty((n, (height - size) // stride + 1, (width - size) // stride + 1, channels), images.dtype)
    for i in range(result.shape[1]):
        for j in range(result.shape[2]):
            window = images[:, i * stride : i * stride + size, j * stride : j * stride + size]
            result[:, i, j] = window.max(axis=(1, 2))
    return result
