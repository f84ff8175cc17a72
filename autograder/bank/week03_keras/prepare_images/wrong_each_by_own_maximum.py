"""each image is divided by its own largest value

Two images that differ in ink would come out alike: 255 is the scale for all.
Lesson: 3.1 "From array to batch"
"""

import numpy as np


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got {images.ndim}")
    return (images / images.max(axis=(1, 2), keepdims=True)).astype(np.float32)[..., None]
