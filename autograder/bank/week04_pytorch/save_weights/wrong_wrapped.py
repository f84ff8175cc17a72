"""another dictionary is wrapped around the state dict

Who loads the file looks for the model's own names.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.state_dict()
    torch.save({"model": state}, path)
