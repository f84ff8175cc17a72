"""digits are mirrored left and right and upside down

A 6 becomes a 9, and a 2 no digit at all: ask whether the label would still be right.
Lesson: 3.3 "What keeps the label"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomFlip(),
            layers.RandomRotation(0.04, fill_mode="constant"),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
            layers.RandomZoom(0.1, 0.1, fill_mode="constant"),
        ]
    )
