import numpy as np


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got {images.ndim}")
    return np.expand_dims(images, axis=-1).astype("float32") / 255.0
