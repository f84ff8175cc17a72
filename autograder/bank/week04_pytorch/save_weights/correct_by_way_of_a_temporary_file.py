"""Written beside the old file first, then moved over it."""

import os
from pathlib import Path

import torch


def save_weights(model, path):
    new = Path(str(path) + ".new")
    torch.save(model.state_dict(), new)
    os.replace(new, path)
    return path
