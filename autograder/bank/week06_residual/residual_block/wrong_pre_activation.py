"""normalisation and ReLU stand before the convolutions (pre-activation)

A later order of the same parts. The question asks for the first one.
Lesson: 6.2 "Pre-activation"
"""

from keras import layers


def residual_block(x, filters, stride=1):
    y = layers.ReLU()(layers.BatchNormalization()(x))
    y = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(y)
    y = layers.ReLU()(layers.BatchNormalization()(y))
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    short = x
    if stride != 1 or x.shape[-1] != filters:
        short = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x)
        short = layers.BatchNormalization()(short)
    return layers.Add()([y, short])
