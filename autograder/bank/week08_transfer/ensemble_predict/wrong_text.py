"""labels are returned as text

Integers were asked for.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    return [str(x) for x in np.mean(probabilities, axis=0).argmax(axis=-1)]
