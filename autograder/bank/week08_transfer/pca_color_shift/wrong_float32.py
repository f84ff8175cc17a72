"""the result is always float32

The dtype of the image stays.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = eigenvectors @ (alphas * eigenvalues)
    return (image + shift).astype(np.float32)
