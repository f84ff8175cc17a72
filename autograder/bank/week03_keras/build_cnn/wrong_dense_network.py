"""there is no convolution at all

A dense layer does not know which pixels are neighbours.
Lesson: 3.1 "The stack, line by line"
"""

import keras
from keras import layers


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.BatchNormalization(momentum=0.9),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(classes, activation="softmax"),
        ]
    )
