import numpy as np


def prepare_images(images):
    if images.dtype.name != "uint8":
        raise ValueError("Images of dtype uint8 are needed")
    if len(images.shape) != 3:
        raise ValueError("Images need three axes")
    result = np.zeros((*images.shape, 1), dtype=np.float32)
    for n, image in enumerate(images):
        for i, row in enumerate(image):
            result[n, i, :, 0] = [float(pixel) / 255 for pixel in row]
    return result
