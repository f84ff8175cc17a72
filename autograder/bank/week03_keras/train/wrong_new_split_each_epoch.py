"""every epoch holds out other examples

What is held out in one epoch is trained on in the next: split once.
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
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    rng = np.random.default_rng(seed)
    recorded = {}
    for _ in range(epochs):
        held_out, used = np.split(rng.permutation(len(images)), [len(images) // 5])
        history = model.fit(
            images[used],
            targets[used],
            validation_data=(images[held_out], targets[held_out]),
            batch_size=32,
            verbose=0,
        )
        for name, values in history.history.items():
            recorded.setdefault(name, []).extend(values)
    history.history = recorded
    return history
