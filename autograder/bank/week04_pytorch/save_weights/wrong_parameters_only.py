"""only parameters are saved

Running statistics are no parameters, but the network cannot be used without them.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = dict(model.named_parameters())
    torch.save(state, path)
