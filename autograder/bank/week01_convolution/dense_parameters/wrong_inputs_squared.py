"""every input is connected to every input

The weights lead from each input to each output.
Lesson: 1.1 "Counting the weights"
"""


def dense_parameters(in_features, out_features, bias=True):
    return in_features**2 + (out_features if bias else 0)
