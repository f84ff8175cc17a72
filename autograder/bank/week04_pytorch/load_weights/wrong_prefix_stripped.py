"""names are made to fit

A file with other names belongs to another model, until somebody has looked.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    model.load_state_dict({n.removeprefix("module."): t for n, t in state.items()})
