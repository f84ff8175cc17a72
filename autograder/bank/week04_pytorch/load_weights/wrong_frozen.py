"""the loaded parameters do not learn any more

Loading is no freezing: training may go on.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state)
    model.requires_grad_(False)
