"""What is left after a ReLU adds up to nothing."""

from torch.nn import functional as F


def dead_fraction(activations):
    totals = F.relu(activations).sum(dim=(0, 2, 3))
    return float((totals == 0).sum()) / len(totals)
