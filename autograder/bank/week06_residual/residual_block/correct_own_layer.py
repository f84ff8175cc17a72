import keras
from keras import layers


class Block(keras.layers.Layer):
    def __init__(self, filters, stride, project):
        super().__init__()
        self.conv1 = layers.Conv2D(filters, 3, stride, padding="same", use_bias=False)
        self.norm1 = layers.BatchNormalization()
        self.conv2 = layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.norm2 = layers.BatchNormalization()
        self.shortcut = None
        if project:
            self.shortcut = keras.Sequential([layers.Conv2D(filters, 1, stride), layers.BatchNormalization()])

    def call(self, x, training=None):
        y = keras.ops.relu(self.norm1(self.conv1(x), training=training))
        y = self.norm2(self.conv2(y), training=training)
        short = x if self.shortcut is None else self.shortcut(x, training=training)
        return keras.ops.relu(y + short)


def residual_block(x, filters, stride=1):
    return Block(filters, stride, stride != 1 or x.shape[-1] != filters)(x)
