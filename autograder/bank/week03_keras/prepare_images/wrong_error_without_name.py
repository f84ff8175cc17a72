"""the errors name no argument

Say which argument is to blame.
Lesson: 3.1 "From array to batch"
"""

import numpy as np


def prepare_images(images):
    if images.dtype != np.uint8 or images.ndim != 3:
        raise ValueError("wrong input")
    return images[..., None].astype(np.float32) / 255
