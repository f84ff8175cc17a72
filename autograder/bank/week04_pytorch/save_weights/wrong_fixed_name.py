"""the file is always called the same

The path is an argument.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.state_dict()
    import os

    torch.save(state, os.path.join(os.path.dirname(path), "model.pth"))
