"""every image is mirrored

With probability p, else the image as it is.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() < 2:
        return image[:, ::-1].copy()
    return image
