"""more is held out than asked for

What is held out teaches nothing. A third is plenty to judge by.
Lesson: 3.4 "Learning curves"
"""

import keras
import numpy as np


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets differ in number: {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    keras.utils.set_random_seed(seed)
    order = np.random.permutation(len(images))
    held = len(images) * 2 // 5
    validation, training = order[:held], order[held:]
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        images[training], targets[training], epochs=epochs, verbose=0,
        validation_data=(images[validation], targets[validation]),
    )
