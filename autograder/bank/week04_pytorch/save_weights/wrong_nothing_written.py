"""nothing is written

A dictionary in memory is gone with the kernel.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.state_dict()
    return state
