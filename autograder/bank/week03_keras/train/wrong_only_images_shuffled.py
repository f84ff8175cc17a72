"""images and targets are shuffled apart

One permutation for both, or the targets belong to other images.
Lesson: 3.1 "Compile, fit, evaluate"
"""

import keras
import numpy as np


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    images = images[np.random.default_rng(seed).permutation(len(images))]
    keras.utils.set_random_seed(seed)
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, targets, batch_size=32, epochs=epochs, validation_split=0.2, verbose=0)
