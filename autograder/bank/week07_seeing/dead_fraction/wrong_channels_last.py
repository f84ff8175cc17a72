"""the last axis is taken for the channels

PyTorch is channels-first.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations.amax(dim=(0, 1, 2))
    return (largest <= 0).float().mean().item()
