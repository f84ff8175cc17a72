"""the path and what is saved change places

`torch.save` takes what is saved first, then where.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.state_dict()
    torch.save(path, state)
