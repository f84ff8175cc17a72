"""the eigenvectors are scaled to length 1

They are taken as they are given.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    lengths = np.maximum(np.linalg.norm(eigenvectors, axis=0), 1e-9)
    shift = (eigenvectors / lengths) @ (alphas * eigenvalues)
    return image + shift
