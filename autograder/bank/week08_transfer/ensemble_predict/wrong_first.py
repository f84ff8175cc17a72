"""only the first network is asked

All of them are averaged.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    return np.asarray(probabilities)[0].argmax(axis=-1)
