import numpy as np
def split_then_augment(images, labels, augment, test_size, copies, rng):
    order = np.argsort(rng.random(len(labels)))
    train, test = np.sort(order[test_size:]), np.sort(order[:test_size])
    x = np.repeat(images[train], copies + 1, axis=0)
    y = np.repeat(labels[train], copies + 1)
    for i in range(len(x)):
        if i % (copies + 1):
            x[i] = augment(x[i], rng)
    return x, y, images[test].copy(), labels[test].copy()
