"""a channel is judged by the strongest of the others

One positive number is enough, however small it is.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    largest = activations.amax(dim=(0, 2, 3))
    return (largest <= 0.05 * largest.max()).float().mean().item()
