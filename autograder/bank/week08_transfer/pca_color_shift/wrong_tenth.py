"""the shift is divided by ten

The spread 0.1 of the paper is in the alphas already.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors @ (alphas * eigenvalues)
    return image + 0.1 * shift
