"""inputs and outputs are added

Every output is connected to every input: the counts multiply.
Lesson: 1.1 "Counting the weights"
"""

def dense_parameters(in_features, out_features, bias=True):
    return in_features + out_features
