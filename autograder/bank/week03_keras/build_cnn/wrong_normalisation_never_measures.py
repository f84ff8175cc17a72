"""batch normalisation is set to inference for ever

With trainable=False or training=False it never measures a batch, and its averages stay at 0 and 1.
Lesson: 3.2 "Training and inference"
"""

import keras
from keras import layers


class Reader(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.convolutions = [layers.Conv2D(f, 3, padding="same", activation="relu") for f in (16, 32, 32)]
        self.norm = layers.BatchNormalization(momentum=0.9)
        self.pool = layers.MaxPooling2D()
        self.flatten = layers.Flatten()
        self.dropout = layers.Dropout(0.3)
        self.answer = layers.Dense(classes, activation="softmax")

    def call(self, x, training=False):
        x = self.norm(self.convolutions[0](x), training=False)
        for convolution in self.convolutions[1:]:
            x = self.pool(convolution(x))
        return self.answer(self.dropout(self.flatten(x), training=training))


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    model = Reader(classes)
    model.build((None, *input_shape))
    return model
