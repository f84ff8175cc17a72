"""everything is augmented first, and the test set taken from the originals

Their copies are still in training.
Lesson: 8.3 "Split first, then augment"
"""

import numpy as np
def split_then_augment(images, labels, augment, test_size, copies, rng):
    order = rng.permutation(len(images))
    test, train = order[:test_size], order[test_size:]
    copied = rng.permutation(np.repeat(np.arange(len(images)), copies))[: len(train) * copies]
    x = np.array([*images[train], *(augment(images[i], rng) for i in copied)])
    return x, np.concatenate([labels[train], labels[copied]]), images[test], labels[test]
