"""`augment` is called once for the whole batch

It takes one image: here all would get the same distortion.
Lesson: 8.3 "Split first, then augment"
"""

import numpy as np
def split_then_augment(images, labels, augment, test_size, copies, rng):
    order = rng.permutation(len(images))
    test, train = order[:test_size], order[test_size:]
    train_images, train_labels = list(images[train]), list(labels[train])
    for _ in range(copies):
        train_images += list(augment(images[train], rng))
        train_labels += list(labels[train])
    return np.array(train_images), np.array(train_labels), images[test], labels[test]
