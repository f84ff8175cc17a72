"""the steps are too small or too few

One step an epoch: twelve epochs are twelve steps. Smaller batches take more steps.
Lesson: 3.1 "Compile, fit, evaluate"
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
    return model.fit(
        images[used],
        targets[used],
        batch_size=len(used),
        epochs=epochs,
        validation_data=(images[held_out], targets[held_out]),
        verbose=0,
    )
