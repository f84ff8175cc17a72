"""labels are sorted

They come in the order of the images.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    return np.sort(np.mean(probabilities, axis=0).argmax(axis=-1))
