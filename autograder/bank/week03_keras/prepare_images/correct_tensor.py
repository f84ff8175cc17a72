import numpy as np
import tensorflow as tf


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got {images.ndim}")
    return tf.cast(images, tf.float32)[..., tf.newaxis] / 255.0
