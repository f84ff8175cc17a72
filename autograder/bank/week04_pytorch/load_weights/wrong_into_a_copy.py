"""a copy of the model gets the weights

The model that was passed in must have them.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    import copy

    model = copy.deepcopy(model)
    model.load_state_dict(state)
    return model
