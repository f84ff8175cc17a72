"""training and validation overlap

Some examples are on both sides: look at where the one ends and the other starts.
Lesson: 3.4 "Leakage"
"""

import keras
import numpy as np


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    keras.utils.set_random_seed(seed)
    count = len(images)
    used = np.random.default_rng(seed).permutation(count)[: count * 8 // 10]
    held_out = np.random.default_rng(seed + 1).permutation(count)[: count * 2 // 10]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        images[used],
        targets[used],
        batch_size=32,
        epochs=epochs,
        validation_data=(images[held_out], targets[held_out]),
        verbose=0,
    )
