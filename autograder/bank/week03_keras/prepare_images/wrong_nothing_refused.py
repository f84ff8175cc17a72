"""nothing is refused

Whoever prepares images twice gets numbers up to 0.0039, without a word.
Lesson: 3.4 "Numbers that give a mistake away"
"""

import numpy as np


def prepare_images(images):
    return images[..., None].astype(np.float32) / np.float32(255)
