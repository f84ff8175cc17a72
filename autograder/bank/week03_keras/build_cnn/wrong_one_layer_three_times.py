"""the same convolution is used several times

A layer that is called again brings its old weights along: three convolutions need three kernels.
Lesson: 3.1 "Counting the parameters"
"""

import keras
from keras import layers


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    image = keras.Input(input_shape)
    x = layers.BatchNormalization(momentum=0.9)(layers.Conv2D(32, 3, padding="same", activation="relu")(image))
    again = layers.Conv2D(32, 3, padding="same", activation="relu")
    for _ in range(3):
        x = layers.MaxPooling2D()(again(x))
    x = layers.Dropout(0.3)(layers.Flatten()(x))
    return keras.Model(image, layers.Dense(classes, activation="softmax")(x))
