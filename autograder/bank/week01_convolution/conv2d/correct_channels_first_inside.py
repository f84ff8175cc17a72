"""Crosses to channels-first, channel by channel, and back."""

import numpy as np


def conv2d(images, weights, bias=None, stride=1, padding=0, dilation=1):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if weights.ndim != 4:
        raise ValueError(f"weights must have 4 axes, got {weights.ndim}")
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    if images.shape[3] != weights.shape[2]:
        raise ValueError(f"weights expect {weights.shape[2]} channels, images have {images.shape[3]}")
    x = images.transpose(0, 3, 1, 2)
    w = weights.transpose(3, 2, 0, 1)
    filters, channels, kh, kw = w.shape
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    taps_y, taps_x = [dilation * u for u in range(kh)], [dilation * v for v in range(kw)]
    tops = [y for y in range(0, x.shape[2], stride) if y + taps_y[-1] < x.shape[2]]
    lefts = [y for y in range(0, x.shape[3], stride) if y + taps_x[-1] < x.shape[3]]
    if not tops or not lefts:
        raise ValueError("weights do not fit")
    maps = []
    for f in range(filters):
        total = np.zeros((len(x), len(tops), len(lefts)), x.dtype)
        for c in range(channels):
            for u, dy in enumerate(taps_y):
                for v, dx in enumerate(taps_x):
                    rows = np.array(tops) + dy
                    columns = np.array(lefts) + dx
                    total += x[:, c][:, rows][:, :, columns] * w[f, c, u, v]
        maps.append(total if bias is None else total + bias[f])
    return np.stack(maps, axis=-1)
