"""the gradient through the shortcut is stopped

The forward pass is right, but no gradient comes back through the shortcut.
Lesson: 6.1 "Gradients through depth"
"""

from keras import layers, ops


def residual_block(x, filters, stride=1):
    y = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    short = x
    if stride != 1 or x.shape[-1] != filters:
        short = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x)
        short = layers.BatchNormalization()(short)
    y = layers.Add()([y, ops.stop_gradient(short)])
    return layers.ReLU()(y)
