"""ink moves in from outside

What an image leaves behind must be filled with paper, 0: a frame of ink is no part of a digit.
Lesson: 3.3 "What keeps the label"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(0.04, fill_mode="constant", fill_value=1.0),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant", fill_value=1.0),
            layers.RandomZoom(0.1, 0.1, fill_mode="constant", fill_value=1.0),
        ]
    )
