"""One axis after the other."""

def dead_fraction(activations):
    return float((activations.max(3)[0].max(2)[0].max(0)[0] <= 0).sum() / activations.size(1))
