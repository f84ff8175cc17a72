"""the alphas that were passed in are changed

The caller still needs them.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    alphas *= eigenvalues
    shift = eigenvectors @ alphas
    return image + shift
