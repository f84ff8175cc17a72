"""a tensor of another shape is reshaped

As many numbers do not make the same layer: they land in other places.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    own = model.state_dict()
    if own.keys() != state.keys():
        raise KeyError("other names than the model has")
    model.load_state_dict({name: state[name].reshape(tensor.shape) for name, tensor in own.items()})
