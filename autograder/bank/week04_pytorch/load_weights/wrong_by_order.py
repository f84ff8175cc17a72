"""tensors are matched by their order

Names say what belongs where. Two tensors of the same shape in another order change places, in silence.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    with torch.no_grad():
        for own, tensor in zip(model.state_dict().values(), state.values()):
            own.copy_(tensor.reshape(own.shape) if tensor.numel() == own.numel() else own)
