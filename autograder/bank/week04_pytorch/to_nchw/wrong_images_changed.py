"""the caller's array is written to

`from_numpy` copies nothing: tensor and array share their memory.
Lesson: 4.1 "Tensors and the channel axis"
"""

import numpy as np
import torch


def to_nchw(images):
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got shape {images.shape}")
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    x = torch.from_numpy(images)
    x[x < 32] = 0
    images[...] = x.numpy()
    return (x.unsqueeze(1) / 255 - 0.1307) / 0.3081
