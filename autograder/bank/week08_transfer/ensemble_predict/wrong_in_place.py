"""the probabilities that were passed in are changed

The caller still needs them.
Lesson: 8.4 "Mean of probabilities"
"""

def ensemble_predict(probabilities):
    probabilities[0] = probabilities.mean(axis=0)
    return probabilities[0].argmax(axis=-1)
