import keras
import numpy as np


class Batches(keras.utils.PyDataset):
    def __init__(self, images, targets):
        super().__init__()
        self.images, self.targets = images, targets

    def __len__(self):
        return -(-len(self.images) // 32)

    def __getitem__(self, number):
        rows = slice(number * 32, number * 32 + 32)
        return self.images[rows], self.targets[rows]


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    keras.utils.set_random_seed(seed)
    order = np.random.default_rng(seed).permutation(len(images))
    held_out, used = order[: len(order) // 4], order[len(order) // 4 :]
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(
        Batches(images[used], targets[used]),
        epochs=epochs,
        validation_data=(images[held_out], targets[held_out]),
        verbose=0,
    )
