"""digits are shifted by up to half the image

The factor is a fraction of the image: with 0.5 half of a digit can be gone.
Lesson: 3.3 "The units"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(0.04, fill_mode="constant"),
            layers.RandomTranslation(0.5, 0.5, fill_mode="constant"),
            layers.RandomZoom(0.1, 0.1, fill_mode="constant"),
        ]
    )
