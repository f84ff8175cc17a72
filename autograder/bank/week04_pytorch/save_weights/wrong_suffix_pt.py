"""the file gets another name

The path is the caller's choice, to the last letter.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.state_dict()
    torch.save(state, path + ".pt")
