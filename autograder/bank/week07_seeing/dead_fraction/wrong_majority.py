"""channels that speak rarely count as dead

One positive number is enough.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    return ((activations > 0).float().mean(dim=(0, 2, 3)) < 0.1).float().mean().item()
