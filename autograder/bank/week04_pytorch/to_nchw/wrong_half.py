"""0.5 and 0.5 are used for the mean and the deviation

That is a habit from other data. MNIST has its own two numbers, and they are in the text.
Lesson: 4.1 "Tensors and the channel axis"
"""

import numpy as np
import torch


def to_nchw(images):
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got shape {images.shape}")
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    x = torch.from_numpy(images).unsqueeze(1)
    x = x / 255
    return (x - 0.5) / 0.5
