import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    return (image + eigenvectors @ np.diag(eigenvalues) @ alphas).astype(image.dtype)
