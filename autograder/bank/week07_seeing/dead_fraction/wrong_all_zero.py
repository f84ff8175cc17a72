"""a negative number counts as a sign of life

Before a ReLU a dead channel is negative: the ReLU makes it zero.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    return (activations == 0).all(dim=3).all(dim=2).all(dim=0).float().mean().item()
