"""digits are turned by any angle

RandomRotation(0.5) is half a turn either way. A 6 becomes a 9.
Lesson: 3.3 "The units"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(0.5, fill_mode="constant"),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
            layers.RandomZoom(0.1, 0.1, fill_mode="constant"),
        ]
    )
