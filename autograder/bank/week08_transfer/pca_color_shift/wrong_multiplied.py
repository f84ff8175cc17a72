"""the image is multiplied by the shift

It is added: a product changes contrast, not light.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors @ (alphas * eigenvalues)
    return image * shift
