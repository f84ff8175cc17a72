"""Strict about the size, by a layer of Keras.
"""

import numpy as np
from keras import layers


def prepare_images(images):
    if not isinstance(images, np.ndarray) or images.dtype.name != "uint8":
        raise ValueError("images: a uint8 array is wanted")
    if images.ndim != 3 or images.shape[1:] != (28, 28):
        raise ValueError("images: shape (N, 28, 28) is wanted")
    return np.asarray(layers.Rescaling(1 / 255)(images[..., None]))
