"""`weights_only` is left to the default

Before version 2.6 the default runs what the file says. Say what you mean.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path)
    model.load_state_dict(state)
