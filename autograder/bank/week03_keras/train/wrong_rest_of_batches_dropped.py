"""the last, smaller batch of every epoch is left out

Every example that is not held out is there to be learnt from; a batch may be smaller than the others.
Lesson: 3.1 "Compile, fit, evaluate"
"""

import keras
import numpy as np
import tensorflow as tf


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets differ in number: {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    keras.utils.set_random_seed(seed)
    order = np.random.permutation(len(images))
    held = len(images) // 5
    validation, training = order[:held], order[held:]
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        tf.data.Dataset.from_tensor_slices((images[training], targets[training]))
        .shuffle(len(training), seed=seed).batch(32, drop_remainder=True),
        epochs=epochs, verbose=0,
        validation_data=(images[validation], targets[validation]),
    )
