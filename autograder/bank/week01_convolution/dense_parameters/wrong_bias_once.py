"""one bias is counted for the whole layer

Each output has its own bias.
Lesson: 1.1 "Counting the weights"
"""

def dense_parameters(in_features, out_features, bias=True):
    return in_features * out_features + (1 if bias else 0)
