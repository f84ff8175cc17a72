"""the projection is a 3x3 convolution

It has to change shapes, not to look around.
Lesson: 6.1 "When shapes differ"
"""

from keras import layers


def residual_block(x, filters, stride=1):
    y = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    short = x
    if stride != 1 or x.shape[-1] != filters:
        short = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
        short = layers.BatchNormalization()(short)
    y = layers.Add()([y, short])
    return layers.ReLU()(y)
