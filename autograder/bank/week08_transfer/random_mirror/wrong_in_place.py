"""the image that was passed in is changed

The caller still needs it.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() < p:
        image[:] = image[:, ::-1].copy()
    return image
