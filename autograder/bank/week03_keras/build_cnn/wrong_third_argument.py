"""the third argument of Conv2D is taken for a side of the kernel

After the kernel comes the stride: Conv2D(32, 3, 3) looks at every third place, and two such layers leave one number.
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
            layers.Conv2D(32, 3, 3, activation="relu"),
            layers.BatchNormalization(),
            layers.Conv2D(32, 3, 3, activation="relu"),
            layers.MaxPooling2D(2, 2),
            layers.Conv2D(64, 3, 3, activation="relu"),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(classes, activation="softmax"),
        ]
    )
