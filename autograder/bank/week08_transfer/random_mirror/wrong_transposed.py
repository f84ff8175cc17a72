"""rows and columns are exchanged

That mirrors at the diagonal.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() < p:
        return np.swapaxes(image, 0, 1).copy()
    return image
