import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.RandomZoom((-0.15, 0.15)),
            layers.RandomRotation((-0.03, 0.03)),
            layers.RandomTranslation(height_factor=0.08, width_factor=0.12),
        ]
    )
