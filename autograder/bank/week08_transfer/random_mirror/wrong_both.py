"""the image and its mirror image are returned

One image comes out.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() < p:
        return np.stack([image, image[:, ::-1]])
    return image
