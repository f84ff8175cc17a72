import keras
import tensorflow as tf


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    tf.random.set_seed(seed)
    first = int(0.8 * len(images))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=[keras.metrics.CategoricalAccuracy(name="acc")],
    )
    held_out = (images[first:], targets[first:])
    return model.fit(images[:first], targets[:first], epochs=epochs, batch_size=32, validation_data=held_out, verbose=0)
