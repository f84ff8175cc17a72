import keras
from keras import layers


def build_augmenter():
    image = keras.Input((28, 28, 1))
    x = layers.RandomTranslation((-0.08, 0.08), (-0.08, 0.08), fill_mode="nearest", interpolation="nearest")(image)
    x = layers.RandomZoom((-0.1, 0.1), fill_mode="nearest")(x)
    return keras.Model(image, layers.RandomRotation((-0.03, 0.03), fill_mode="reflect")(x))
