import numpy as np


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    if images.ndim != 3:
        raise ValueError(f"images must have shape (N, 28, 28), got {images.shape}")
    return (images.astype(np.float32) / 255).reshape((*images.shape, 1), order="F")
