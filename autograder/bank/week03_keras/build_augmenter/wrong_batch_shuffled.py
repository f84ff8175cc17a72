"""the images of a batch change places

Their labels do not move with them: every image must stay in its row.
Lesson: 3.3 "What keeps the label"
"""

import keras
from keras import layers


class Augmenter(layers.Layer):
    def __init__(self):
        super().__init__()
        self.moves = [layers.RandomRotation(0.04), layers.RandomTranslation(0.1, 0.1), layers.RandomZoom(0.1)]

    def call(self, images, training=False):
        if not training:
            return images
        for move in self.moves:
            images = move(images, training=True)
        return keras.random.shuffle(images, axis=0)


def build_augmenter():
    return Augmenter()
