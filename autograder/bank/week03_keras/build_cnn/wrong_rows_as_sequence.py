"""the rows of the image are convolved, not the image

A Conv1D slides along one axis only: what is a neighbour to the left becomes a channel.
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
            layers.Reshape((input_shape[0], input_shape[1] * input_shape[2])),
            layers.Conv1D(32, 3, activation="relu"),
            layers.BatchNormalization(),
            layers.Conv1D(32, 3, activation="relu"),
            layers.MaxPooling1D(2),
            layers.Conv1D(64, 3, activation="relu"),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(classes, activation="softmax"),
        ]
    )
