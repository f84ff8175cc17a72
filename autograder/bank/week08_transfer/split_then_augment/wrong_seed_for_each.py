"""`augment` is given a generator with a seed of its own for each image

Then an image is distorted in the same way in every run: pass on `rng`.
Lesson: 8.3 "Split first, then augment"
"""

import numpy as np

def split_then_augment(images, labels, augment, test_size, copies, rng):
    o = rng.permutation(len(images))
    te, tr = o[:test_size], o[test_size:]
    x = [images[i] for i in tr] + [augment(images[i], np.random.default_rng(int(i) * 100 + c)) for i in tr for c in range(copies)]
    y = np.concatenate([labels[tr], np.repeat(labels[tr], copies)])
    return np.stack(x), y, images[te], labels[te]
