"""the channels are turned round as well

The last axis is the colour, which stays.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() < p:
        return image[:, ::-1, ::-1].copy()
    return image
