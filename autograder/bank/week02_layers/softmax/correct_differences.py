"""One over the sum of exponentials of differences, cut where they are 0 anyway."""

import numpy as np


def softmax(logits):
    differences = logits[..., None, :] - logits[..., :, None]
    return 1 / np.exp(np.clip(differences, -80, 80)).sum(axis=-1)
