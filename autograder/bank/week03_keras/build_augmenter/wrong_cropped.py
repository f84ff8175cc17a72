"""the images come out smaller

The network behind expects 28 x 28: keep the shape.
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
            layers.RandomCrop(24, 24),
        ]
    )
