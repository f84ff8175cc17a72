"""the names get a prefix

The model has no such names, and refuses them when it is loaded.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = {f"model.{name}": tensor for name, tensor in model.state_dict().items()}
    torch.save(state, path)
