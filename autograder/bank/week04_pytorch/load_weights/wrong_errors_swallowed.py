"""errors are swallowed

A file that does not fit must not pass in silence.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    try:
        model.load_state_dict(torch.load(path, weights_only=True))
    except Exception as error:
        print(error)
