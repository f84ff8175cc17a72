"""assertions stand for errors

The agreed error is ValueError. Assertions vanish when Python runs with -O.
Lesson: 4.1 "Tensors and the channel axis"
"""

import numpy as np
import torch


def to_nchw(images):
    assert images.ndim == 3, "images must have 3 axes"
    assert images.dtype == np.uint8, "images must be uint8"
    x = torch.from_numpy(images).unsqueeze(1)
    x = x / 255
    return (x - 0.1307) / 0.3081
