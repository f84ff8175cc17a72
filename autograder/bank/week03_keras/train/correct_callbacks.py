import keras


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    keras.utils.set_random_seed(seed)
    slower = keras.callbacks.ReduceLROnPlateau(patience=2, factor=0.5)
    best = keras.callbacks.EarlyStopping(patience=epochs, restore_best_weights=True)
    model.compile(optimizer=keras.optimizers.Nadam(), loss="categorical_crossentropy", metrics=["acc"])
    return model.fit(
        images,
        targets,
        batch_size=32,
        epochs=epochs,
        validation_split=0.2,
        callbacks=[slower, best],
        verbose=0,
    )
