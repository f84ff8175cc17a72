"""the random numbers are left out

Then every image gets the same shift.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors @ eigenvalues
    return image + shift
