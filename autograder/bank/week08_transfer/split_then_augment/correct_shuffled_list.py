import numpy as np
def split_then_augment(images, labels, augment, test_size, copies, rng):
    pairs = list(zip(images, labels))
    order = list(range(len(pairs)))
    rng.shuffle(order)
    test = [pairs[i] for i in order[-test_size:]]
    train = []
    for i in order[:-test_size]:
        image, label = pairs[i]
        train.append((image, label))
        train.extend((augment(image, rng), label) for _ in range(copies))
    train = [train[i] for i in rng.permutation(len(train))]
    return tuple(np.array(part) for part in (*zip(*train), *zip(*test)))
