"""the tensors are saved without their names

A state dict maps names to tensors.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = list(model.state_dict().values())
    torch.save(state, path)
