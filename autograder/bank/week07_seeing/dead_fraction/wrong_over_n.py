"""the count is divided by the number of images

The share of channels is wanted.
Lesson: 7.1 "Dead filters"
"""

import torch
def dead_fraction(activations):
    return float((activations.amax((0, 2, 3)) <= 0).sum() / activations.shape[0])
