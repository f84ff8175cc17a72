"""channels that never change count as dead

A constant positive channel is alive, and a negative one may change.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    return (activations.std(dim=(0, 2, 3)) == 0).float().mean().item()
