"""positions are judged over all channels

A channel is one filter, at all positions.
Lesson: 7.1 "Dead filters"
"""

import torch
def dead_fraction(activations):
    return float((activations.norm(dim=1) == 0).float().mean())
