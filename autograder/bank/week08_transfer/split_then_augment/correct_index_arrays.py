import numpy as np
def split_then_augment(images, labels, augment, test_size, copies, rng):
    keep = rng.permutation(len(images))
    test, train = np.split(keep, [test_size])
    out = np.empty((len(train), copies + 1, *images.shape[1:]), images.dtype)
    out[:, 0] = images[train]
    for n in range(1, copies + 1):
        for row, index in enumerate(train):
            out[row, n] = augment(images[index].copy(), rng)
    return out.reshape(-1, *images.shape[1:]), labels[train].repeat(copies + 1), images[test], labels[test]
