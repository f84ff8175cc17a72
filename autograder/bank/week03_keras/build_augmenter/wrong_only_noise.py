"""values leave the range, whatever was done to them

Images from 0 to 1 stay from 0 to 1: clip what you add to, or leave the values alone.
Lesson: 3.3 "In training only"
"""

import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.GaussianNoise(0.05),
        ]
    )
