"""nothing happens in training either

The flag `training` is never passed on as True: look at some digits.
Lesson: 3.3 "In training only"
"""

import keras
from keras import layers


class Moves(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.moves = [
            layers.RandomRotation(0.04, fill_mode="constant"),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
            layers.RandomZoom(0.1, 0.1, fill_mode="constant"),
        ]

    def call(self, images, training=False):
        for move in self.moves:
            images = move(images, training=False)
        return images


def build_augmenter():
    return Moves()
