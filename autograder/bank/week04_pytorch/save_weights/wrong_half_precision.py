"""the numbers are rounded to half precision

What comes back must be what was there.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = {name: tensor.half() for name, tensor in model.state_dict().items()}
    torch.save(state, path)
