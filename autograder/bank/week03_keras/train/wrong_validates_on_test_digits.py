"""the test digits serve as validation data

Whoever chooses by them has used them up. Hold out a part of the examples that were given.
Lesson: 3.4 "Leakage"
"""

import keras
import numpy as np

from utils.data import load_mnist


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    keras.utils.set_random_seed(seed)
    digits = load_mnist()
    test_images, test_targets = digits.test_images[..., None] / 255, np.eye(10)[digits.test_labels]
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        images,
        targets,
        batch_size=32,
        epochs=epochs,
        validation_data=(test_images, test_targets),
        verbose=0,
    )
