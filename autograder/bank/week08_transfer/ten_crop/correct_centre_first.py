import numpy as np
def ten_crop(image, size):
    h, w = image.shape[:2]
    if size > min(h, w) or size < 1:
        raise ValueError("invalid size")
    ys, xs = [(h - size) // 2, 0, 0, h - size, h - size], [(w - size) // 2, 0, w - size, 0, w - size]
    five = np.stack([image[y : y + size, x : x + size] for y, x in zip(ys, xs)])
    return np.stack([five, five[:, :, ::-1]], axis=1).reshape(10, size, size, -1)
