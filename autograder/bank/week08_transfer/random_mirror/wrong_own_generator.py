"""a generator of its own is made at each call

All chance comes from `rng`: only so can a run be repeated.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if np.random.default_rng().random() < p:
        return image[:, ::-1].copy()
    return image
