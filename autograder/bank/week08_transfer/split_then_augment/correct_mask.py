import numpy as np
def split_then_augment(images, labels, augment, test_size, copies, rng):
    tested = np.zeros(len(images), dtype=bool)
    tested[rng.choice(len(images), size=test_size, replace=False)] = True
    x, y = images[~tested], labels[~tested]
    parts = [x] + [np.stack([augment(image, rng) for image in x]) for _ in range(copies)]
    return np.concatenate(parts), np.concatenate([y] * (copies + 1)), images[tested], labels[tested]
