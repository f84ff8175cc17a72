"""something else is saved among the tensors

Names that the model does not have are refused when it is loaded.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.state_dict()
    torch.save({**state, "training": model.training}, path)
