"""a list of layers is returned

A list cannot be called: put the layers into one model.
Lesson: 3.3 "In training only"
"""

import keras
from keras import layers


def build_augmenter():
    return [
        layers.RandomRotation(0.04, fill_mode="constant"),
        layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
        layers.RandomZoom(0.1, 0.1, fill_mode="constant"),
    ]
