"""digits are zoomed by up to a half

At half their size strokes become thinner than a pixel; a tenth is common.
Lesson: 3.3 "The units"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(0.04, fill_mode="constant"),
            layers.RandomTranslation(0.05, 0.05, fill_mode="constant"),
            layers.RandomZoom(0.5, 0.5, fill_mode="constant"),
        ]
    )
