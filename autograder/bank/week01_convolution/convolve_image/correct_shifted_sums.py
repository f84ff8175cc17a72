"""One shifted picture for every tap of the kernel."""

import numpy as np


def convolve_image(image, kernel, stride=1, padding=0):
    if len(image.shape) != 2 or len(kernel.shape) != 2:
        raise ValueError("image and kernel need two axes")
    if stride < 1:
        raise ValueError(f"stride={stride}")
    if padding < 0:
        raise ValueError(f"padding={padding}")
    height, width = image.shape
    kh, kw = kernel.shape
    rows = (height + 2 * padding - kh) // stride + 1
    columns = (width + 2 * padding - kw) // stride + 1
    if min(rows, columns) < 1:
        raise ValueError("image smaller than kernel")
    frame = np.zeros((height + 2 * padding, width + 2 * padding), image.dtype)
    frame[padding : padding + height, padding : padding + width] = image
    total = np.zeros((rows, columns), np.result_type(image.dtype, kernel.dtype))
    for (u, v), weight in np.ndenumerate(kernel):
        total += weight * frame[u : u + (rows - 1) * stride + 1 : stride, v : v + (columns - 1) * stride + 1 : stride]
    return total
