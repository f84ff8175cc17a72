"""images and targets of different number are accepted

One target an image: the caller has mixed something up.
Lesson: 3.1 "Compile, fit, evaluate"
"""

import keras
import numpy as np


def train(model, images, targets, epochs, seed=0):
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    count = min(len(images), len(targets))
    images, targets = images[:count], targets[:count]
    keras.utils.set_random_seed(seed)
    order = np.random.default_rng(seed).permutation(len(images))
    held_out, used = np.split(order, [len(images) // 5])
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        images[used],
        targets[used],
        batch_size=32,
        epochs=epochs,
        validation_data=(images[held_out], targets[held_out]),
        verbose=0,
    )
