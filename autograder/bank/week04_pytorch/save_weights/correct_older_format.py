"""In PyTorch's format from before the zip archives."""

import torch


def save_weights(model, path):
    torch.save(model.state_dict(), path, _use_new_zipfile_serialization=False)
