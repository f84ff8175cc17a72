"""the convolutions are not padded and the shortcut is cropped

Keras pads only when told: padding="same".
Lesson: 6.1 "The same block in Keras"
"""

from keras import layers


def residual_block(x, filters, stride=1):
    y = layers.Conv2D(filters, 3, use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    short = x
    if stride != 1 or x.shape[-1] != filters:
        short = layers.Conv2D(filters, 1, use_bias=False)(x)
        short = layers.BatchNormalization()(short)
    y = layers.Add()([y, layers.Cropping2D(2)(short)])
    return layers.ReLU()(y)
