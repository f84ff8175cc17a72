"""the answers of the softmax are normalised

Batch normalisation gives each class the mean 0 over a batch: it belongs in front of the last layer.
Lesson: 3.2 "Batch normalisation"
"""

import keras
from keras import layers


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    image = keras.Input(input_shape)
    x = layers.Conv2D(16, 3, activation="relu")(image)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(32, 3, activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(32, 3, activation="relu")(x)
    x = layers.Flatten()(x)

    x = layers.Dropout(0.3)(x)
    x = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(image, layers.BatchNormalization()(x))
