"""the brightness is changed as if images went up to 255

RandomBrightness expects 0 to 255 unless told otherwise: look at the range after every layer.
Lesson: 3.3 "In training only"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(0.04, fill_mode="constant"),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
            layers.RandomZoom(0.1, 0.1, fill_mode="constant"),
            layers.RandomBrightness(0.2),
        ]
    )
