"""images are counted, not channels

The channel axis is the second one of (N, C, H, W).
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations.amax(dim=(1, 2, 3))
    return (largest <= 0).float().mean().item()
