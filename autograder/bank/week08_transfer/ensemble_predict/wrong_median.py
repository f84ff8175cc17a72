"""the median of the probabilities is taken

The mean was asked for.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    return np.median(probabilities, axis=0).argmax(axis=-1)
