import numpy as np
def ensemble_predict(probabilities):
    weights = np.full(len(probabilities), 1 / len(probabilities))
    return np.argmax(np.tensordot(weights, probabilities, axes=1), axis=-1)
