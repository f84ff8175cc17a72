"""The model is put into eval mode, ready for use."""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state)
    model.eval()
