"""channels that are zero everywhere count as alive

Never to exceed zero includes zero itself.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations.amax(dim=(0, 2, 3))
    return (largest < 0).float().mean().item()
