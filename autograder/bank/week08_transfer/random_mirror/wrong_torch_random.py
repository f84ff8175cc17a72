"""the generator of PyTorch is used

All chance comes from `rng`: only so can a run be repeated.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_mirror(image, rng, p=0.5):
    if __import__("torch").rand(1).item() < p:
        return image[:, ::-1].copy()
    return image
