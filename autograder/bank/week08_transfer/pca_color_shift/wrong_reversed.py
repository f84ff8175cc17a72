"""the eigenvalues are put in the other order

They come in the order of the eigenvectors.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors @ (alphas * eigenvalues[::-1])
    return image + shift
