"""channels are judged by their mean

A channel that speaks at one place would be outvoted by the others.
Lesson: 7.1 "Dead filters"
"""

import torch
def dead_fraction(activations):
    return float((activations.mean((2, 3)).amax(0) <= 0).float().mean())
