"""layer normalisation stands where batch normalisation should

It takes mean and variance of each pixel's channels, not of the batch.
Lesson: 6.1 "The shortcut"
"""

from keras import layers


def residual_block(x, filters, stride=1):
    y = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
    y = layers.LayerNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.LayerNormalization()(y)
    short = x
    if stride != 1 or x.shape[-1] != filters:
        short = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x)
        short = layers.BatchNormalization()(short)
    y = layers.Add()([y, short])
    return layers.ReLU()(y)
