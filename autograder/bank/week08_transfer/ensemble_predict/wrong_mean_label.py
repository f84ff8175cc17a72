"""the labels are averaged

Class 1 is not the mean of 0 and 2: labels are names.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    votes = np.argmax(probabilities, axis=-1)
    return np.round(votes.mean(axis=0)).astype(int)
