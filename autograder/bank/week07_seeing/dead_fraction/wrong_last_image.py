"""only the last image is looked at

A channel that is silent for one image may speak for the next.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations[-1].amax(dim=(1, 2))
    return (largest <= 0).float().mean().item()
