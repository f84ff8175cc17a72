import numpy as np
def ensemble_predict(probabilities):
    models, images, classes = probabilities.shape
    labels = np.zeros(images, dtype=int)
    for n in range(images):
        total = [sum(probabilities[m, n, k] for m in range(models)) / models for k in range(classes)]
        labels[n] = total.index(max(total))
    return labels
