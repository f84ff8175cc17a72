"""the test images are neighbours, wherever they start

Neighbours are often alike: any images may be tested together.
Lesson: 8.3 "Split first, then augment"
"""

import numpy as np

def split_then_augment(images, labels, augment, test_size, copies, rng):
    s = rng.integers(len(images) - test_size + 1)
    te = np.arange(s, s + test_size)
    tr = np.setdiff1d(np.arange(len(images)), te)
    x = [images[i] for i in tr] + [augment(images[i], rng) for i in tr for _ in range(copies)]
    y = np.concatenate([labels[tr], np.repeat(labels[tr], copies)])
    return np.stack(x), y, images[te], labels[te]
