"""the errors are those of NumPy, which name no argument

Test the arguments first and say which one is wrong.
Lesson: 1.3 "Padding"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    return np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)), constant_values=value)
