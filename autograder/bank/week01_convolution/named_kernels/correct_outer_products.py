"""Smoothing times difference."""

import numpy as np


def named_kernels():
    smooth, strong, difference = np.array([1.0, 2, 1]), np.array([3.0, 10, 3]), np.array([-1.0, 0, 1])
    second = np.array([1.0, -2, 1])
    identity = np.zeros((3, 3))
    identity[1, 1] = 1
    laplace = np.zeros((3, 3))
    laplace[1] += second
    laplace[:, 1] += second
    return dict(
        sharpen=identity - laplace,
        box_blur=np.full((3, 3), 1.0) / 9.0,
        edge=laplace,
        sobel_x=np.outer(smooth, difference),
        sobel_y=np.outer(difference, smooth),
        scharr_x=np.outer(strong, difference),
        scharr_y=np.outer(difference, strong),
    )
