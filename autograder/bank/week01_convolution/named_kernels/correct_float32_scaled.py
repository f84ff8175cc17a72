"""float32, gradients scaled to mean slopes, y upwards, a mild sharpening."""

import numpy as np


def named_kernels():
    kernels = {
        "sobel_x": np.float32([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 8,
        "scharr_x": np.float32([[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]]) / 32,
    }
    for name in ("sobel", "scharr"):
        kernels[name + "_y"] = -kernels[name + "_x"].T
    blur = np.ones((3, 3), np.float32) / 9
    identity = np.float32([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    kernels["box_blur"] = blur
    kernels["sharpen"] = identity + (identity - blur)
    kernels["edge"] = identity - blur
    return kernels
