"""the columns are shifted

The order of the columns is turned round.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() < p:
        return np.roll(image, 1, axis=1)
    return image
