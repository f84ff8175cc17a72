"""each image is judged alone

A channel that is silent for one image may speak for the next.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    return (activations.amax(dim=(2, 3)) <= 0).float().mean().item()
