"""channels are judged by their smallest activation

One positive number anywhere is life.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations.amin(dim=(0, 2, 3))
    return (largest <= 0).float().mean().item()
