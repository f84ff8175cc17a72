"""the first images are always tested

They are chosen at random: data are often sorted.
Lesson: 8.3 "Split first, then augment"
"""

import numpy as np
def split_then_augment(images, labels, augment, test_size, copies, rng):
    order = np.arange(len(images))
    test, train = order[:test_size], order[test_size:]
    train_images, train_labels = list(images[train]), list(labels[train])
    for index in train:
        for _ in range(copies):
            train_images.append(augment(images[index], rng))
            train_labels.append(labels[index])
    return np.array(train_images), np.array(train_labels), images[test], labels[test]
