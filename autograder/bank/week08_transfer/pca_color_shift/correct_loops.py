import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    result = image.copy()
    for k in range(3):
        for c in range(3):
            result[..., c] += alphas[k] * eigenvalues[k] * eigenvectors[c, k]
    return result
