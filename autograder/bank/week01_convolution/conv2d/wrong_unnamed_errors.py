"""the messages of the errors do not say which argument is to blame

Who calls your function wants to know what to change.
Lesson: 1.3 "The output size formula"
"""

import numpy as np


def conv2d(images, weights, bias=None, stride=1, padding=0, dilation=1):
    if images.ndim != 4:
        raise ValueError("wrong number of axes")
    if weights.ndim != 4:
        raise ValueError("wrong number of axes")
    if stride < 1:
        raise ValueError("invalid value")
    if padding < 0:
        raise ValueError("invalid value")
    if images.shape[3] != weights.shape[2]:
        raise ValueError("mismatch")
    n, height, width, c_in = images.shape
    kh, kw, _, c_out = weights.shape
    span_h = dilation * (kh - 1) + 1
    span_w = dilation * (kw - 1) + 1
    rows = (height + 2 * padding - span_h) // stride + 1
    columns = (width + 2 * padding - span_w) // stride + 1
    if rows < 1 or columns < 1:
        raise ValueError("too large")
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    result = np.zeros((n, rows, columns, c_out), dtype=np.result_type(images, weights))
    for b in range(n):
        for i in range(rows):
            for j in range(columns):
                top, left = i * stride, j * stride
                window = padded[b, top : top + span_h : dilation, left : left + span_w : dilation, :]
                for f in range(c_out):
                    result[b, i, j, f] = np.sum(window * weights[..., f])
                    if bias is not None:
                        result[b, i, j, f] += bias[f]
    return result
