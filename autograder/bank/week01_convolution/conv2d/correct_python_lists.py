"""Lists of Python floats inside, an array outside."""

import numpy as np


def conv2d(images, weights, bias=None, stride=1, padding=0, dilation=1):
    if np.ndim(images) != 4:
        raise ValueError("images")
    if np.ndim(weights) != 4:
        raise ValueError("weights")
    if stride < 1:
        raise ValueError("stride")
    if padding < 0:
        raise ValueError("padding")
    n, height, width, c_in = np.shape(images)
    kh, kw, depth, c_out = np.shape(weights)
    if depth != c_in:
        raise ValueError("channels")
    tops = range(-padding, height + padding - dilation * (kh - 1), stride)
    lefts = range(-padding, width + padding - dilation * (kw - 1), stride)
    if len(tops) == 0 or len(lefts) == 0:
        raise ValueError("kernel")
    x, w = images.tolist(), weights.tolist()
    offsets = [0.0] * c_out if bias is None else [float(b) for b in bias]

    def answer(image, top, left, f):
        total = offsets[f]
        for u in range(kh):
            y = top + u * dilation
            if not 0 <= y < height:
                continue
            for v in range(kw):
                z = left + v * dilation
                if 0 <= z < width:
                    total += sum(image[y][z][c] * w[u][v][c][f] for c in range(c_in))
        return total

    values = [[[[answer(im, t, l, f) for f in range(c_out)] for l in lefts] for t in tops] for im in x]
    return np.array(values, dtype=images.dtype)
