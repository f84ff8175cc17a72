"""the number of axes is not checked

An image with a channel axis of its own gets a second one, in silence.
Lesson: 4.1 "Tensors and the channel axis"
"""

import numpy as np
import torch


def to_nchw(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    x = torch.from_numpy(images).unsqueeze(1)
    x = x / 255
    return (x - 0.1307) / 0.3081
