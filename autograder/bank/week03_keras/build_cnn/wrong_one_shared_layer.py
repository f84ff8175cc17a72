"""a layer is made once and used by every model

What is made outside of the function is there once: training one model changes the others.
Lesson: 3.1 "The stack, line by line"
"""

import keras
from keras import layers

CONVOLUTION = layers.Conv2D(32, 3, padding="same", activation="relu")


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    return keras.Sequential(
        [
            layers.Input(input_shape),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.BatchNormalization(),
            layers.MaxPooling2D(),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            CONVOLUTION,
            layers.Flatten(),
            layers.Dropout(0.4),
            layers.Dense(classes, activation="softmax"),
        ]
    )
