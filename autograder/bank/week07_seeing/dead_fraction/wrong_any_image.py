"""a channel is called dead if it is silent for one image

It may speak for the next.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    return (activations.amax(dim=(2, 3)) <= 0).any(dim=0).float().mean().item()
