"""the second likeliest class is chosen

The largest mean.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    return np.mean(probabilities, axis=0).argsort(axis=-1)[:, -2]
