"""The 256 possible answers, looked up."""

import numpy as np
import torch

TABLE = torch.linspace(0, 1, 256).sub(0.1307).div(0.3081)


def to_nchw(images):
    if len(images.shape) != 3:
        raise ValueError("images: three axes expected")
    if not np.issubdtype(images.dtype, np.uint8):
        raise ValueError("images: uint8 expected")
    return TABLE[torch.from_numpy(images.astype(np.int64))].unsqueeze(dim=1)
