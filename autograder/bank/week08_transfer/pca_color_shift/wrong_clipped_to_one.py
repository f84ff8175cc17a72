"""the result is clipped to [0, 1]

Nothing is clipped here: that is the next step's business.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors @ (alphas * eigenvalues)
    return np.clip(image + shift, 0, 1)
