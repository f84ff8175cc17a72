"""y kernels by rot90, sharpen from a Gaussian."""

from collections import OrderedDict

import numpy as np


def named_kernels():
    sobel = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]], dtype=np.float64) * -1
    scharr = np.array([[3, 0, -3], [10, 0, -10], [3, 0, -3]], dtype=np.float64) * -1
    gauss = np.outer([1, 2, 1], [1, 2, 1]) / 16
    pixel = np.pad([[1.0]], 1)
    return OrderedDict(
        [
            ("box_blur", np.tile(1 / 9, (3, 3))),
            ("sharpen", 2.5 * pixel - 1.5 * gauss),
            ("edge", gauss - pixel),
            ("sobel_x", sobel),
            ("sobel_y", np.rot90(sobel)),
            ("scharr_x", scharr),
            ("scharr_y", np.rot90(scharr)),
        ]
    )
