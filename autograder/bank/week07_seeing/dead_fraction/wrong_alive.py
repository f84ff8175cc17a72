"""the share of living channels is returned

Dead are those that never exceed zero.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations.amax(dim=(0, 2, 3))
    return (largest > 0).float().mean().item()
