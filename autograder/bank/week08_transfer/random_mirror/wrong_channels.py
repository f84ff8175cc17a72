"""the channels are turned round

The last axis is the colour.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() < p:
        return image[..., ::-1].copy()
    return image
