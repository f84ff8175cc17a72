"""a file that is already there is an error

Asked for is to replace it: the newest weights count.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.state_dict()
    import os

    if os.path.exists(path):
        raise FileExistsError(path)
    torch.save(state, path)
