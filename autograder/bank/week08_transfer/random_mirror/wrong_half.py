"""the left half is copied to the right

Left and right are exchanged.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() < p:
        return np.concatenate([image[:, : image.shape[1] - image.shape[1] // 2], image[:, : image.shape[1] // 2][:, ::-1]], axis=1)
    return image
