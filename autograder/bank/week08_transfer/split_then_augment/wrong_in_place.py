"""the arrays that were passed in are shuffled

The caller still needs them.
Lesson: 8.3 "Split first, then augment"
"""

import numpy as np
def split_then_augment(images, labels, augment, test_size, copies, rng):
    order = rng.permutation(len(images))
    images[:], labels[:] = images[order], labels[order]
    x = np.array([*images[test_size:], *(augment(i, rng) for _ in range(copies) for i in images[test_size:])])
    return x, np.tile(labels[test_size:], copies + 1), images[:test_size].copy(), labels[:test_size].copy()
