"""the shift is multiplied by 255

Image and eigenvalues are in the same units.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors @ (alphas * eigenvalues)
    return image + 255 * shift
