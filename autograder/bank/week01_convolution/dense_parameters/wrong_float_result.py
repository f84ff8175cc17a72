"""the count is a float

Weights are counted: the answer must be an int.
Lesson: 1.1 "Counting the weights"
"""

def dense_parameters(in_features, out_features, bias=True):
    return 1.0 * in_features * out_features + (out_features if bias else 0)
