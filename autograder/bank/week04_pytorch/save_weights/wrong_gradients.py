"""gradients are saved in place of weights

The next training recomputes gradients; weights are what was learnt.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = {name: torch.zeros_like(tensor) for name, tensor in model.state_dict().items()}
    torch.save(state, path)
