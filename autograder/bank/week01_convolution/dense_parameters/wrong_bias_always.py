"""the biases are counted even when there are none

bias=False makes a layer of weights alone.
Lesson: 1.1 "Counting the weights"
"""

def dense_parameters(in_features, out_features, bias=True):
    return in_features * out_features + (out_features)
