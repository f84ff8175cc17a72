import numpy as np
def ensemble_predict(probabilities):
    return np.sum(probabilities, axis=0).argmax(axis=-1)
