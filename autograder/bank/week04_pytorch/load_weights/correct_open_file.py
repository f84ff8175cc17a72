"""From a file opened by hand, onto the CPU; the model is returned."""

import torch


def load_weights(model, path):
    with open(path, "rb") as file:
        state = torch.load(file, map_location="cpu", weights_only=True)
    model.load_state_dict(state, strict=True)
    return model
