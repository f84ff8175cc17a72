"""a generator with a fixed seed is made at each call

Then every call decides the same.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if np.random.default_rng(1).random() < p:
        return image[:, ::-1].copy()
    return image
