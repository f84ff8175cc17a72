import keras
from keras import layers


def build_augmenter():
    return keras.Sequential(
        [
            layers.RandomRotation(0.04, fill_mode="constant"),
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),
            layers.RandomZoom((-0.2, 0.05), fill_mode="constant"),
            layers.RandomBrightness(0.1, value_range=(0, 1)),
        ]
    )
