"""the numbers are saved in another dtype

What comes back must be what was there, dtype included.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = {name: tensor.double() for name, tensor in model.state_dict().items()}
    torch.save(state, path)
