"""a bias unit is added to inputs and outputs

Only the input side has the extra 1; nothing feeds a bias unit.
Lesson: 1.1 "Counting the weights"
"""

def dense_parameters(in_features, out_features, bias=True):
    extra = 1 if bias else 0
    return (in_features + extra) * (out_features + extra)
