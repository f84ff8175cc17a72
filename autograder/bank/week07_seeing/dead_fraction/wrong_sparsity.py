"""single units are counted, not channels

A living channel is zero at most places too: that is sparsity, not death.
Lesson: 7.1 "Sparser and more local"
"""

def dead_fraction(activations):
    return (activations <= 0).float().mean().item()
