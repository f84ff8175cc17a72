"""no error is raised

Sizes, strides and shapes that cannot be right raise ValueError.
Lesson: 2.2 "Maximum and average"
"""

import numpy as np


def max_pool2d_backward(dout, images, size=2, stride=None):
    stride = size if stride is None else stride
    n, height, width, channels = images.shape
    pooled = dout.shape
    result = np.zeros(images.shape, np.result_type(dout, images))
    image, channel = np.arange(n)[:, None], np.arange(channels)
    for i in range(pooled[1]):
        for j in range(pooled[2]):
            window = images[:, i * stride : i * stride + size, j * stride : j * stride + size]
            first = window.reshape(n, size * size, channels).argmax(axis=1)
            result[image, i * stride + first // size, j * stride + first % size, channel] += dout[:, i, j]
    return result
