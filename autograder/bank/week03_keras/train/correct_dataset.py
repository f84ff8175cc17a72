import keras
import numpy as np
import tensorflow as tf


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    keras.utils.set_random_seed(seed)
    held_out = max(1, len(images) // 10)
    order = np.random.RandomState(seed).permutation(len(images))
    images, targets = images[order], targets[order]
    used = tf.data.Dataset.from_tensor_slices((images[held_out:], targets[held_out:]))
    used = used.shuffle(len(images), seed=seed, reshuffle_each_iteration=True).batch(32).prefetch(1)
    validation = tf.data.Dataset.from_tensor_slices((images[:held_out], targets[:held_out])).batch(64)
    model.compile(keras.optimizers.AdamW(2e-3), "categorical_crossentropy", metrics=["accuracy"])
    return model.fit(used, validation_data=validation, epochs=epochs, verbose=0)
