"""the probability is 1 - p

`rng.random() < p` happens with probability p.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() > p:
        return image[:, ::-1].copy()
    return image
