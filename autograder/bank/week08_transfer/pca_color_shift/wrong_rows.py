"""rows of the matrix are taken for eigenvectors

`np.linalg.eigh` puts them in columns: `eigenvectors[:, k]`.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors.T @ (alphas * eigenvalues)
    return image + shift
