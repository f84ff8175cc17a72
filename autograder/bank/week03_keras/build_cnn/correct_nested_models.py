import keras
from keras import layers


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    eyes = keras.Sequential([keras.Input(input_shape)], name="eyes")
    for filters in (16, 32, 64):
        eyes.add(layers.Conv2D(filters, 3, padding="same"))
        eyes.add(layers.BatchNormalization(momentum=0.8))
        eyes.add(layers.Activation("relu"))
        eyes.add(layers.MaxPooling2D())
    head = keras.Sequential([layers.Flatten(), layers.GaussianDropout(0.2), layers.Dense(classes, "softmax")])
    image = keras.Input(input_shape)
    return keras.Model(image, head(eyes(image)))
