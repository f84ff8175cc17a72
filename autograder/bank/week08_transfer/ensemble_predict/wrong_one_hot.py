"""labels are one-hot

One integer an image.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    return np.eye(np.shape(probabilities)[-1])[np.mean(probabilities, axis=0).argmax(axis=-1)]
