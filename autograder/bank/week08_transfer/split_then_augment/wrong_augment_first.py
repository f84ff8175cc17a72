"""everything is augmented first, and split afterwards

A test image then has copies in training: the score says how well the network remembers.
Lesson: 8.3 "Split first, then augment"
"""

import numpy as np
def split_then_augment(images, labels, augment, test_size, copies, rng):
    x = np.array([*images, *(augment(image, rng) for _ in range(copies) for image in images)])
    y = np.tile(labels, copies + 1)
    order = rng.permutation(len(x))
    test, train = order[:test_size], order[test_size:]
    return x[train], y[train], x[test], y[test]
