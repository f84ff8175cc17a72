"""the pixels are scaled along the directions

The same colour is added to every pixel.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors @ (alphas * eigenvalues)
    return image + (image @ eigenvectors * (alphas * eigenvalues)) @ eigenvectors.T
