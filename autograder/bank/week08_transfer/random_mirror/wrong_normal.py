"""a normal number is compared with p

It is below 0.5 in 69 % of cases; a uniform number in 50 %.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.normal() < p:
        return image[:, ::-1].copy()
    return image
