"""nothing is refused

A convolution that cannot be done must say so, and say which argument is to blame.
Lesson: 1.3 "The output size formula"
"""

import numpy as np


def convolve_image(image, kernel, stride=1, padding=0):
    padded = np.pad(image, padding)
    kh, kw = kernel.shape
    rows = (padded.shape[0] - kh) // stride + 1
    columns = (padded.shape[1] - kw) // stride + 1
    result = np.zeros((rows, columns), dtype=np.result_type(image, kernel))
    for i in range(rows):
        for j in range(columns):
            window = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            result[i, j] = np.sum(window * kernel)
    return result
