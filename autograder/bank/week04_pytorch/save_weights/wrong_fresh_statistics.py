"""running statistics are saved as they were at the beginning

They were collected in training and belong to the network.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.state_dict()
    state = {n: torch.zeros_like(t) if "running_mean" in n else torch.ones_like(t) if "running_var" in n else t for n, t in state.items()}
    torch.save(state, path)
