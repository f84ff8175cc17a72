"""The largest moves that are allowed; Keras fills by reflection.
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(30 / 360),
            layers.RandomTranslation(0.2, 0.2),
            layers.RandomZoom(0.25),
        ]
    )
