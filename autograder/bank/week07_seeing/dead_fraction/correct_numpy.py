"""NumPy; a NumPy float is returned."""

import numpy as np


def dead_fraction(activations):
    maps = activations.detach().cpu().numpy()
    return np.mean(np.max(maps, axis=(0, 2, 3)) <= 0)
