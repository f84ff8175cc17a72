"""the errors do not name the argument

A message without a name leaves the caller to guess.
Lesson: 4.1 "Tensors and the channel axis"
"""

import numpy as np
import torch


def to_nchw(images):
    if images.ndim != 3:
        raise ValueError("wrong shape")
    if images.dtype != np.uint8:
        raise ValueError("wrong dtype")
    x = torch.from_numpy(images).unsqueeze(1)
    x = x / 255
    return (x - 0.1307) / 0.3081
