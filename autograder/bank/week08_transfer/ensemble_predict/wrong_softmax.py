"""a softmax is taken of the probabilities

They are probabilities already.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    return (np.exp(5 * np.asarray(probabilities)) / np.exp(5 * np.asarray(probabilities)).sum(-1, keepdims=True)).mean(axis=0).argmax(axis=-1)
