"""only the first position is looked at

A filter slides over the whole image.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations[:, :, 0, 0].amax(dim=0)
    return (largest <= 0).float().mean().item()
