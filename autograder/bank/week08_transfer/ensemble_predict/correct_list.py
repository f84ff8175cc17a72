import numpy as np
def ensemble_predict(probabilities):
    return [int(np.argmax(row)) for row in np.average(np.asarray(probabilities), axis=0)]
