"""dead and living are exchanged, and zero counts as alive

Dead are channels that never exceed zero.
Lesson: 7.1 "Dead filters"
"""

import torch
def dead_fraction(activations):
    return float(1 - (activations.amax((0, 2, 3)) < 0).float().mean())
