import numpy as np
def random_mirror(image, rng, p=0.5):
    return np.fliplr(image) if rng.uniform() < p else image
