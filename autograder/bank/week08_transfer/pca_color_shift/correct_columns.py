import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    shift = sum(a * l * v for a, l, v in zip(alphas, eigenvalues, eigenvectors.T))
    return image + shift
