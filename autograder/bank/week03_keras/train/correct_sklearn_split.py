import keras
from sklearn.model_selection import train_test_split


def train(model, images, targets, epochs, seed=0):
    if len(images) != len(targets):
        raise ValueError(f"images and targets must be equally many, got {len(images)} and {len(targets)}")
    if epochs < 1:
        raise ValueError(f"epochs must be at least 1, got {epochs}")
    keras.utils.set_random_seed(seed)
    x, x_val, y, y_val = train_test_split(images, targets, test_size=0.25, random_state=seed)
    model.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["accuracy"])
    y, y_val = y.argmax(axis=1), y_val.argmax(axis=1)
    return model.fit(x, y, batch_size=64, epochs=epochs, validation_data=(x_val, y_val), verbose=0)
