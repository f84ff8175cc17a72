"""Nested lists and Python numbers; other words in the errors."""

import numpy as np


def avg_pool2d(images, size=2, stride=None):
    if np.ndim(images) != 4:
        raise ValueError("image batch: four axes, please")
    step = stride if stride is not None else size
    if step <= 0:
        raise ValueError("Stride <= 0")
    if size <= 0 or size > min(images.shape[1:3]):
        raise ValueError("Size out of range")

    def pool(channel):
        height, width = len(channel), len(channel[0])
        answer = []
        for i in range(0, height - size + 1, step):
            row = []
            for j in range(0, width - size + 1, step):
                pixels = [channel[i + u][j + v] for u in range(size) for v in range(size)]
                row.append(sum(pixels) / len(pixels))
            answer.append(row)
        return answer

    maps = [[pool(plane.tolist()) for plane in np.moveaxis(image, -1, 0)] for image in images]
    return np.moveaxis(np.array(maps, dtype=images.dtype), 1, -1)
