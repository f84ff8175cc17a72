"""bias=True and bias=False are swapped

With bias there is one more number per output.
Lesson: 1.1 "Counting the weights"
"""

def dense_parameters(in_features, out_features, bias=True):
    return in_features * out_features + (0 if bias else out_features)
