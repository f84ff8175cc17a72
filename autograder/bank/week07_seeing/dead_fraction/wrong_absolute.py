"""a negative number counts as a sign of life

Before a ReLU a dead channel is negative: the ReLU makes it zero.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations.abs().amax(dim=(0, 2, 3))
    return (largest <= 0).float().mean().item()
