"""no error is raised

Arguments that cannot be right raise ValueError.
Lesson: 2.4 "Stride and padding on the way back"
"""

import numpy as np


def conv2d_backward(dout, images, weights, stride=1, padding=0):
    n, height, width, channels = images.shape
    kh, kw, c_in, c_out = weights.shape
    rows, columns = dout.shape[1:3]
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    dpadded, dweights = np.zeros_like(padded), np.zeros_like(weights)
    for i in range(rows):
        for j in range(columns):
            place = np.s_[:, i * stride : i * stride + kh, j * stride : j * stride + kw]
            dweights += np.tensordot(padded[place], dout[:, i, j], axes=(0, 0))
            dpadded[place] += np.tensordot(dout[:, i, j], weights, axes=(1, 3))
    dimages = dpadded[:, padding : padding + height, padding : padding + width]
    return dimages, dweights, dout.sum(axis=(0, 1, 2))
