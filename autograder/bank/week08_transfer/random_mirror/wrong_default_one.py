"""p is 1 if it is not given

The default is 0.5.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=1.0):
    if rng.random() < p:
        return image[:, ::-1].copy()
    return image
