"""A plain dictionary of detached tensors."""

import torch


def save_weights(model, path):
    torch.save({name: tensor.detach().cpu().clone() for name, tensor in model.state_dict().items()}, path)
