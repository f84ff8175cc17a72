"""each pair is counted in both directions

Weights lead from inputs to outputs only.
Lesson: 1.1 "Counting the weights"
"""

def dense_parameters(in_features, out_features, bias=True):
    return 2 * in_features * out_features + (out_features if bias else 0)
