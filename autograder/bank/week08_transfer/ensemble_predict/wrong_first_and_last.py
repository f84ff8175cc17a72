"""only the first and the last network are asked

All of them are averaged.
Lesson: 8.4 "Mean of probabilities"
"""

def ensemble_predict(p):
    return (p[0] + p[-1]).argmax(1)
