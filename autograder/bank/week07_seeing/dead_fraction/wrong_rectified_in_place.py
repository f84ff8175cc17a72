"""the activations are rectified in place

The caller still needs the negative ones.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations.relu_().amax(dim=(0, 2, 3))
    return (largest <= 0).float().mean().item()
