"""The largest activation of each channel."""

def dead_fraction(activations):
    largest = activations.amax(dim=(0, 2, 3))
    return (largest <= 0).float().mean().item()
