"""too little of the image gets through the network

Look at the sizes of the maps: what one layer throws away cannot be learnt by the next.
Lesson: 3.1 "A small fast network"
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
            layers.Conv2D(4, 3, 9, activation="relu"),
            layers.BatchNormalization(momentum=0.9),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2, padding="same"),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(classes, activation="softmax"),
        ]
    )
