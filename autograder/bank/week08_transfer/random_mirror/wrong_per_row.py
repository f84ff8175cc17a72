"""each row is mirrored or not by itself

One decision for the whole image.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    return np.stack([row[::-1] if rng.random() < p else row for row in image])
