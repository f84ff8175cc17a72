import keras
from keras import layers


def residual_block(x, filters, stride=1):
    branch = keras.Sequential(
        [
            layers.Conv2D(filters, 3, stride, "same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv2D(filters, 3, 1, "same", use_bias=False),
            layers.BatchNormalization(),
        ]
    )
    if stride == 1 and x.shape[-1] == filters:
        return keras.activations.relu(x + branch(x))
    shortcut = keras.Sequential([layers.Conv2D(filters, 1, stride, use_bias=False), layers.BatchNormalization()])
    return keras.activations.relu(shortcut(x) + branch(x))
