"""the random number is rounded before it is compared

Then it is 0 or 1.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if round(rng.random()) < p:
        return image[:, ::-1].copy()
    return image
