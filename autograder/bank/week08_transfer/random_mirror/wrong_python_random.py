"""the generator of Python's `random` is used

All chance comes from `rng`: only so can a run be repeated.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if __import__("random").random() < p:
        return image[:, ::-1].copy()
    return image
