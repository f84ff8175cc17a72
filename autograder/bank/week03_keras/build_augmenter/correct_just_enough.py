"""The smallest moves that are allowed, and zoom in one direction only.
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(5 / 360, fill_mode="constant"),
            layers.RandomTranslation(0.05, 0.05, fill_mode="constant"),
            layers.RandomZoom((-0.1, 0.0), fill_mode="constant"),
        ]
    )
