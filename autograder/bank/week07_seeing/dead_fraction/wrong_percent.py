"""the answer is in percent

The share is wanted, between 0 and 1.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations.amax(dim=(0, 2, 3))
    return 100 * (largest <= 0).float().mean().item()
