"""the shift is divided by the eigenvalues

Directions of much variance are shifted more, not less.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors @ (alphas / eigenvalues)
    return image + shift
