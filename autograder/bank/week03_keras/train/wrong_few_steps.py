"""the last, smaller batch of every epoch is left out

Every example that is not held out is there to be learnt from; a batch may be smaller than the others.
Lesson: 3.1 "Compile, fit, evaluate"
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
    batches = len(images) * 4 // 5 // 32
    held = len(images) // 5
    validation, training = order[:held], order[held:]
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        images[training], targets[training], epochs=epochs, verbose=0, steps_per_epoch=batches,
        validation_data=(images[validation], targets[validation]),
    )
