"""Parsed from text, with one kernel more than asked for."""

import numpy as np

TEXT = """
identity  0   0  0   0  1  0   0  0  0
sharpen  -1  -1 -1  -1  9 -1  -1 -1 -1
edge      0   1  0   1 -4  1   0  1  0
sobel_x  -1   0  1  -2  0  2  -1  0  1
scharr_x -3   0  3 -10  0 10  -3  0  3
"""


def named_kernels():
    kernels = {}
    for line in TEXT.split("\n"):
        if line:
            name, *numbers = line.split()
            kernels[name] = np.array(numbers, dtype=float).reshape(3, 3)
    kernels["sobel_y"] = np.transpose(kernels["sobel_x"])
    kernels["scharr_y"] = np.transpose(kernels["scharr_x"])
    kernels["box_blur"] = np.reshape([1 / 9] * 9, (3, 3))
    return kernels
