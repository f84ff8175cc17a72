"""the images are scaled by 1/255 as well

They come in [0, 1]; scaling is done already.
Lesson: 3.4 "Numbers that give a mistake away"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.Rescaling(1 / 255),
            layers.RandomRotation(0.04, fill_mode="constant"),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
            layers.RandomZoom(0.1, 0.1, fill_mode="constant"),
        ]
    )
