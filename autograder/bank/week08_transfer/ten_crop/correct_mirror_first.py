import numpy as np
def ten_crop(image, size):
    h, w = image.shape[:2]
    if not 1 <= size <= min(h, w):
        raise ValueError("size must fit into the image")
    crops = []
    for picture in (image, np.flip(image, 1)):
        top, left = (h - size) // 2, (w - size) // 2
        crops += [picture[:size, :size], picture[:size, w - size :], picture[h - size :, :size]]
        crops += [picture[h - size :, w - size :], picture[top : top + size, left : left + size]]
    return np.array(crops)
