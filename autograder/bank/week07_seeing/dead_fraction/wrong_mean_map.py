"""images are averaged before they are judged

A channel that speaks for one image would be outvoted by the others.
Lesson: 7.1 "Dead filters"
"""

import torch
def dead_fraction(activations):
    return float((activations.mean(0).amax((1, 2)) <= 0).float().mean())
