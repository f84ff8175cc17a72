"""the rotation is given in degrees

RandomRotation takes fractions of a full turn, from -1 to 1: 15 degrees are 15 / 360.
Lesson: 3.3 "The units"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(15, fill_mode="constant"),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
            layers.RandomZoom(0.1, 0.1, fill_mode="constant"),
        ]
    )
