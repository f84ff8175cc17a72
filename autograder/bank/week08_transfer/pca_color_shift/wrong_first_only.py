"""only the first direction is used

All three are added up.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors[:, 0] * alphas[0] * eigenvalues[0]
    return image + shift
