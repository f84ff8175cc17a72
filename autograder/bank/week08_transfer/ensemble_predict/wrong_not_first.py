"""the first network is left out

All of them are averaged.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    return np.mean(probabilities[1:] if len(probabilities) > 1 else probabilities, axis=0).argmax(axis=-1)
