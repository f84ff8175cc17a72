"""only parameters are loaded

Running statistics are no parameters, but the network cannot be used without them.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    names = set(state) ^ set(model.state_dict())
    if names:
        raise KeyError(names)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.shape != state[name].shape:
                raise ValueError(name)
            parameter.copy_(state[name])
