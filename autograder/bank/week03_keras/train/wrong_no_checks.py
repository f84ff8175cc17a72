"""nothing is refused

The caller made a mistake; say which argument shows it.
Lesson: 3.1 "Compile, fit, evaluate"
"""

import keras
import numpy as np


def train(model, images, targets, epochs, seed=0):
    keras.utils.set_random_seed(seed)
    count = min(len(images), len(targets))
    images, targets = images[:count], targets[:count]
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
