"""the root of the eigenvalue is taken

The paper multiplies by the eigenvalue itself.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors @ (alphas * np.sqrt(np.abs(eigenvalues)))
    return image + shift
