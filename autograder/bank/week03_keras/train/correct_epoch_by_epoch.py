import keras
import numpy as np


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(images))
    held_out, used = order[: len(order) // 4], order[len(order) // 4 :]
    model.compile(keras.optimizers.Adam(0.002), "categorical_crossentropy", metrics=["categorical_accuracy"])
    recorded = {}
    for _ in range(epochs):
        rng.shuffle(used)
        history = model.fit(
            images[used],
            targets[used],
            validation_data=(images[held_out], targets[held_out]),
            shuffle=False,
            batch_size=50,
            verbose=0,
        )
        for name, values in history.history.items():
            recorded.setdefault(name, []).extend(values)
    history.history = recorded
    return history
