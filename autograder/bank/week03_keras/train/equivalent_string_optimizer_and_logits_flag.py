import keras


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    keras.utils.set_random_seed(seed)
    # On TensorFlow, Keras looks behind a final softmax, so the flag does no harm there; a reshape in between hides it.
    model.compile(optimizer="adam", loss=keras.losses.CategoricalCrossentropy(), metrics=["accuracy"])
    return model.fit(images, targets, batch_size=32, epochs=epochs, validation_split=0.3, verbose=2)
