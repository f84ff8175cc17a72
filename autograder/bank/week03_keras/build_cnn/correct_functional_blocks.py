import keras
from keras import layers


def block(x, filters):
    x = layers.Conv2D(filters, (3, 3), padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.LeakyReLU()(x)
    return layers.SpatialDropout2D(0.05)(layers.MaxPool2D(padding="same")(x))


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    inputs = keras.Input(shape=input_shape, name="digits")
    x = inputs
    for filters in (24, 48, 96):
        x = block(x, filters)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Softmax()(layers.Dense(classes, name="scores")(x))
    return keras.Model(inputs=inputs, outputs=outputs, name="reader")
