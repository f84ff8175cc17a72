"""the steps are too small or too few

Both curves are still high at the end, and falling slowly.
Lesson: 3.4 "Learning curves"
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
    model.compile(optimizer=keras.optimizers.Adam(2e-5), loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        images[used],
        targets[used],
        batch_size=32,
        epochs=epochs,
        validation_data=(images[held_out], targets[held_out]),
        verbose=0,
    )
