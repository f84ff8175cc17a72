"""each position of a channel is judged alone

A channel is one filter: it is alive if it answers anywhere.
Lesson: 7.1 "Dead filters"
"""

def dead_fraction(activations):
    return (activations.amax(dim=0) <= 0).float().mean().item()
