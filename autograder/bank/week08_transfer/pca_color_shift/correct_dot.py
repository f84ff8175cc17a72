import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    return np.add(image, np.dot(eigenvectors, np.multiply(alphas, eigenvalues)).reshape(1, 1, 3))
