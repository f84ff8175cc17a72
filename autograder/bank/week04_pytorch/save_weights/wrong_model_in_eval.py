"""saving puts the model into eval mode

Training goes on after a save: leave the mode alone.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.eval().state_dict()
    torch.save(state, path)
