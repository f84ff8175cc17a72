"""names that the model does not have are passed over

Such a file belongs to another model, until somebody has looked.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    missing, surplus = model.load_state_dict(state, strict=False)
    if missing:
        raise KeyError(missing)
