"""lists of numbers are saved in place of tensors

A state dict holds tensors: with their shape and dtype.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = {name: tensor.tolist() for name, tensor in model.state_dict().items()}
    torch.save(state, path)
