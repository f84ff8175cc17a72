import keras
from keras import layers


def build_augmenter():
    image = keras.Input((28, 28, 1))
    x = layers.RandomTranslation(0.15, 0.15, fill_mode="nearest", interpolation="nearest")(image)
    x = layers.RandomRotation(10 / 360, fill_mode="constant", fill_value=0.0)(x)
    return keras.Model(image, layers.RandomZoom(0.1, fill_mode="constant")(x), name="augmenter")
