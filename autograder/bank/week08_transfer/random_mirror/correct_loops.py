import numpy as np
def random_mirror(image, rng, p=0.5):
    result = np.array(image)
    if rng.random() >= p:
        return result
    for column in range(image.shape[1]):
        result[:, column] = image[:, image.shape[1] - 1 - column]
    return result
