"""the class is returned, not a model

A subclass of keras.Model is a plan; only calling it builds a model.
Lesson: 3.1 "The stack, line by line"
"""

import keras
from keras import layers


class Reader(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.first, self.second, self.third = (layers.Conv2D(filters, 3) for filters in (16, 32, 32))
        self.norm, self.pool = layers.BatchNormalization(momentum=0.9), layers.MaxPooling2D()
        self.flatten, self.dropout = layers.Flatten(), layers.Dropout(0.3)
        self.answer = layers.Dense(classes, activation="softmax")

    def call(self, images, training=False):
        x = self.pool(keras.ops.relu(self.norm(self.first(images), training=training)))
        x = self.pool(keras.ops.relu(self.second(x)))
        self.third(x)
        return self.answer(self.dropout(self.flatten(x), training=training))


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    return Reader
