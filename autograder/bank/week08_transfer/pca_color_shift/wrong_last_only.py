"""only the last direction is used

All three are added up.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors[:, -1] * alphas[-1] * eigenvalues[-1]
    return image + shift
