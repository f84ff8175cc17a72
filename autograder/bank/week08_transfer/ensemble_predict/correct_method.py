def ensemble_predict(probabilities):
    return probabilities.mean(axis=0).argmax(axis=1)
