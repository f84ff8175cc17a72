"""faint channels count as dead

One positive number is enough, however small it is.
Lesson: 7.1 "Dead filters"
"""

import torch
def dead_fraction(activations):
    return float((activations.amax((0, 2, 3)) <= 1e-1).float().mean())
