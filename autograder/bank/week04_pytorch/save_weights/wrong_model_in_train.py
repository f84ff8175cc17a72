"""saving puts the model into train mode

The model may be in use: leave the mode alone.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.train().state_dict()
    torch.save(state, path)
