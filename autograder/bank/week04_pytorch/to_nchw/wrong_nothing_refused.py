"""nothing is refused

An argument that cannot be right must be named by an error, before it becomes a wrong tensor.
Lesson: 4.1 "Tensors and the channel axis"
"""

import numpy as np
import torch


def to_nchw(images):
    x = torch.from_numpy(images).unsqueeze(1)
    x = x / 255
    return (x - 0.1307) / 0.3081
