"""the median of the labels is taken

Labels are names, and have no order.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    votes = np.argmax(probabilities, axis=-1)
    return np.median(votes, axis=0).astype(int)
