"""one number is returned for all

A label for each image.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    return np.mean(probabilities, axis=0).argmax()
