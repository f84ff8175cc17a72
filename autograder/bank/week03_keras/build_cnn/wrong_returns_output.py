"""the tensor at the end is returned instead of the model

A model is made of its input and its output.
Lesson: 3.1 "The stack, line by line"
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
    x = layers.BatchNormalization()(x)
    x = layers.Conv2D(32, 3, activation="relu")(layers.MaxPooling2D()(x))
    x = layers.Conv2D(32, 3, activation="relu")(layers.MaxPooling2D()(x))
    return layers.Dense(classes, activation="softmax")(layers.Dropout(0.3)(layers.Flatten()(x)))
