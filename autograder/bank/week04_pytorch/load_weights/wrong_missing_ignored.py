"""names that the file lacks are passed over

What is missing keeps its random start, and nobody notices.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    missing, surplus = model.load_state_dict(state, strict=False)
    if surplus:
        raise KeyError(surplus)
