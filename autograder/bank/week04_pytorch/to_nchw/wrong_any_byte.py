"""bytes with a sign are accepted

int8 ends at 127: ink has become a negative number before you see it.
Lesson: 4.1 "Tensors and the channel axis"
"""

import numpy as np
import torch


def to_nchw(images):
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got shape {images.shape}")
    if images.dtype.itemsize != 1:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    x = torch.from_numpy(images).unsqueeze(1)
    return (x / 255 - 0.1307) / 0.3081
