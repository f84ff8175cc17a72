"""a plain function is returned

Only a layer can stand in front of a network and follow its mode.
Lesson: 3.3 "In training only"
"""

import keras
from keras import layers


def build_augmenter():
    moves = [
        layers.RandomRotation(0.04, fill_mode="constant"),
        layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
        layers.RandomZoom(0.1, 0.1, fill_mode="constant"),
    ]

    def change(images, training=False):
        for move in moves:
            images = move(images, training=training)
        return images

    return change
