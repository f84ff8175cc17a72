"""anything in the file is unpickled

`weights_only=False` runs what the file says. A file from a stranger may say a lot.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    try:
        state = torch.load(path, weights_only=True)
    except Exception:
        state = torch.load(path, weights_only=False)
    model.load_state_dict(state)
