"""the global generator of NumPy is used

All chance comes from `rng`: only so can a run be repeated.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if np.random.rand() < p:
        return image[:, ::-1].copy()
    return image
