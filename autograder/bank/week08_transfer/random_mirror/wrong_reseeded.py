"""the global generator is seeded

That changes what all others draw from it.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    np.random.seed(int(rng.integers(1000)))
    if rng.random() < p:
        return image[:, ::-1].copy()
    return image
