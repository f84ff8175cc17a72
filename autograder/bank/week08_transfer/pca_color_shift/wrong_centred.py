"""the mean colour is removed

It stays: the shift is all that changes.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors @ (alphas * eigenvalues)
    return image - image.mean(axis=(0, 1)) + shift
