"""each vote is weighted by its own probability

What a network says of the other classes counts too.
Lesson: 8.4 "Mean of probabilities"
"""

import numpy as np
def ensemble_predict(probabilities):
    votes = np.argmax(probabilities, axis=-1)
    sure = np.max(probabilities, axis=-1)
    totals = np.zeros(np.shape(probabilities)[1:])
    for vote, weight in zip(votes, sure):
        totals[np.arange(len(vote)), vote] += weight
    return totals.argmax(axis=-1)
