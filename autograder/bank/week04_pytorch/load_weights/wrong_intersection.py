"""only names that both have are loaded

A network that is half loaded looks like one that was badly trained.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    own = model.state_dict()
    own.update({name: tensor for name, tensor in state.items() if name in own and tensor.shape == own[name].shape})
    model.load_state_dict(own)
