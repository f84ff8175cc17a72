"""The file is mapped into memory."""

import torch


def load_weights(model, path):
    missing, unexpected = model.load_state_dict(torch.load(path, mmap=True, weights_only=True), strict=False)
    if missing or unexpected:
        raise RuntimeError(f"missing {missing}, unexpected {unexpected}")
    return missing
