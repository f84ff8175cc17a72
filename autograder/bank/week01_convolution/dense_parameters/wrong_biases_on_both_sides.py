"""inputs have biases as well

Only outputs have a bias.
Lesson: 1.1 "Counting the weights"
"""

def dense_parameters(in_features, out_features, bias=True):
    return in_features * out_features + (in_features + out_features if bias else 0)
