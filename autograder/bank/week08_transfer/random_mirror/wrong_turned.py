"""rows and columns both are turned round

Only left and right are exchanged; this is a rotation by 180 degrees.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() < p:
        return image[::-1, ::-1].copy()
    return image
