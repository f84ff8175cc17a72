"""nothing is zoomed

People write large and small: zoom is one of the three changes.
Lesson: 3.3 "What it gains"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(0.04, fill_mode="constant"),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
        ]
    )
