import numpy as np
def random_mirror(image, rng, p=0.5):
    mirrored = rng.binomial(1, p)
    return np.flip(image, axis=1) if mirrored else image.copy()
