"""rotation and zoom are too small to be seen

RandomRotation(0.001) is a third of a degree, RandomZoom(0.001) a fortieth of a pixel.
Lesson: 3.3 "The units"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(0.001, fill_mode="constant"),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
            layers.RandomZoom(0.001, 0.001, fill_mode="constant"),
        ]
    )
