"""floats are accepted

Pixels between 0 and 1 would be divided by 255 once more, and all digits would look blank.
Lesson: 4.1 "Tensors and the channel axis"
"""

import numpy as np
import torch


def to_nchw(images):
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got shape {images.shape}")
    x = torch.from_numpy(images).unsqueeze(1)
    x = x / 255
    return (x - 0.1307) / 0.3081
