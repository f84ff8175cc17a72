"""p is squared

Two conditions must both hold: that is p times p.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() < p and rng.random() < p:
        return image[:, ::-1].copy()
    return image
