import numpy as np
def random_mirror(image, rng, p=0.5):
    columns = np.arange(image.shape[1])
    if rng.random() < p:
        columns = columns[::-1]
    return np.take(image, columns, axis=1)
