"""the images come back in the range up to 255

They come in [0, 1] and stay there.
Lesson: 3.3 "In training only"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.Rescaling(255.0),
            layers.RandomRotation(0.04, fill_mode="constant"),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
            layers.RandomZoom(0.1, 0.1, fill_mode="constant"),
        ]
    )
