"""arrays are saved in place of tensors

`weights_only=True` takes tensors and plain containers, no arrays.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    torch.save(state, path)
