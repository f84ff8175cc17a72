import numpy as np
def pca_color_shift(image, eigenvalues, eigenvectors, alphas):
    image = np.asarray(image)
    delta = (eigenvectors * (np.asarray(alphas) * np.asarray(eigenvalues))).sum(axis=1)
    shifted = np.empty_like(image)
    for row in range(image.shape[0]):
        shifted[row] = image[row] + delta
    return shifted
