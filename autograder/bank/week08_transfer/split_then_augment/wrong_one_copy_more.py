"""one copy too many is made

`copies` are made besides the original.
Lesson: 8.3 "Split first, then augment"
"""

import numpy as np
def split_then_augment(images, labels, augment, test_size, copies, rng):
    order = rng.permutation(len(images))
    test, train = order[:test_size], order[test_size:]
    train_images, train_labels = list(images[train]), list(labels[train])
    for index in train:
        for _ in range(copies + 1):
            train_images.append(augment(images[index], rng))
            train_labels.append(labels[index])
    return np.array(train_images), np.array(train_labels), images[test], labels[test]
