"""x is overwritten before the shortcut reads it

The shortcut carries the branch's first layers. What is its start?
Lesson: 6.1 "The shortcut"
"""

from keras import layers


def residual_block(x, filters, stride=1):
    agree = stride == 1 and x.shape[-1] == filters
    start = x
    x = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    y = x = layers.ReLU()(x)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    short = x
    if not agree:
        short = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(start)
        short = layers.BatchNormalization()(short)
    y = layers.Add()([y, short])
    return layers.ReLU()(y)
