"""random numbers of its own are drawn

They were drawn already: `alphas`.
Lesson: 8.3 "Colour"
"""

import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    alphas = np.random.default_rng(0).normal(0, 0.1, 3)
    shift = eigenvectors @ (alphas * eigenvalues)
    return image + shift
