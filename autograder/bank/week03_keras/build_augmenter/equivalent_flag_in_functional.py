import keras
from keras import layers


def build_augmenter():
    # The flag of the whole call overrides the flag that is written into a functional model (Keras 3.15).
    image = keras.Input((28, 28, 1))
    x = layers.RandomRotation(0.04, fill_mode="constant")(image, training=True)
    x = layers.RandomTranslation(0.1, 0.1, fill_mode="constant")(x, training=True)
    return keras.Model(image, layers.RandomZoom(0.1, 0.1, fill_mode="constant")(x, training=True))
