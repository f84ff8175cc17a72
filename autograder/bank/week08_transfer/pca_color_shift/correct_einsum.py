import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    return image + np.einsum("ck,k,k->c", eigenvectors, eigenvalues, alphas)
