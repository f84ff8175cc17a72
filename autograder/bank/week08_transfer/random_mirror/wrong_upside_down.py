"""the image is turned upside down

Left and right are exchanged: the columns, axis 1. A photograph upside down is another world.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if rng.random() < p:
        return image[::-1].copy()
    return image
