"""All arithmetic in NumPy; torch only at the end."""

import numpy as np
import torch


def to_nchw(images):
    if images.ndim != 3 or images.dtype != np.uint8:
        raise ValueError(f"images: expected (N, 28, 28) uint8, got {images.shape} {images.dtype}")
    scaled = images.astype(np.float32) / 255
    return torch.tensor(((scaled - 0.1307) / 0.3081)[:, None])
