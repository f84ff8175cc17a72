"""each class is named once

A label for each image.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    return np.unique(np.mean(probabilities, axis=0).argmax(axis=-1))
