import keras
import numpy as np


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    keras.utils.set_random_seed(seed)
    held_out = np.arange(len(images)) % 5 == seed % 5
    model.compile(keras.optimizers.SGD(0.05, momentum=0.9), "categorical_crossentropy", metrics=["acc"])
    return model.fit(
        x=images[~held_out].astype("float64"),
        y=targets[~held_out].astype("float64"),
        batch_size=16,
        epochs=epochs,
        validation_data=(images[held_out], targets[held_out]),
        verbose=2,
    )
