import keras
from keras import layers


class Moves(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.moves = [
            layers.RandomRotation(0.05, fill_mode="constant", seed=1),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant", seed=2),
            layers.RandomZoom(0.2, 0.2, fill_mode="constant", seed=3),
        ]

    def call(self, images, training=False):
        for move in self.moves:
            images = move(images, training=training)
        return images


def build_augmenter():
    return Moves()
