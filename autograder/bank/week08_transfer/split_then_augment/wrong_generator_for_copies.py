"""`augment` is given a new generator without a seed

Then no run can be repeated: pass on `rng`.
Lesson: 8.3 "Split first, then augment"
"""

import numpy as np

def split_then_augment(images, labels, augment, test_size, copies, rng):
    o = rng.permutation(len(images))
    te, tr = o[:test_size], o[test_size:]
    x = [images[i] for i in tr] + [augment(images[i], np.random.default_rng()) for i in tr for _ in range(copies)]
    y = np.concatenate([labels[tr], np.repeat(labels[tr], copies)])
    return np.stack(x), y, images[te], labels[te]
