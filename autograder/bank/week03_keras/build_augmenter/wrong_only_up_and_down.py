"""digits are shifted up and down only

RandomTranslation takes two factors: height and width.
Lesson: 3.3 "The units"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(0.04, fill_mode="constant"),
            layers.RandomTranslation(0.1, 0.0, fill_mode="constant"),
            layers.RandomZoom(0.1, 0.1, fill_mode="constant"),
        ]
    )
