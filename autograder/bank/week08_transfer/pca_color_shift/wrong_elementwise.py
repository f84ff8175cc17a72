"""the matrix is multiplied number by number

The columns are added up, each with its weight.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = np.diag(eigenvectors) * alphas * eigenvalues
    return image + shift
