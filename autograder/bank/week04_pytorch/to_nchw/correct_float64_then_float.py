"""Double precision until the last step."""

import numpy as np
import torch


def to_nchw(images):
    if np.ndim(images) != 3:
        raise ValueError("Images have the wrong number of axes")
    if str(images.dtype) != "uint8":
        raise ValueError("Images are not bytes")
    x = (images / 255.0 - 0.1307) / 0.3081
    return torch.from_numpy(x).reshape(-1, 1, 28, 28).float()
