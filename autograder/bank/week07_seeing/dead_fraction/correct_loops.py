"""Channel by channel."""

def dead_fraction(activations):
    dead = 0
    for channel in range(activations.shape[1]):
        if not (activations[:, channel] > 0).any():
            dead += 1
    return dead / activations.shape[1]
