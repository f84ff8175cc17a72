"""channels are judged by their mean

Many negative numbers may hide a positive one.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations.mean(dim=(0, 2, 3))
    return (largest <= 0).float().mean().item()
