"""channels are judged by whether their sum is zero

Before a ReLU a dead channel is negative, and its sum is not zero.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    return (activations.sum(dim=(0, 2, 3)) == 0).float().mean().item()
