import keras
from keras import layers


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    image = keras.Input(input_shape)
    x = image
    for filters, strides in ((16, 2), (32, 2), (64, 1)):
        x = layers.Conv2D(filters, 3, strides=strides, padding="same", kernel_initializer="he_normal")(x)
        x = layers.BatchNormalization(momentum=0.9)(x)
        x = layers.PReLU(shared_axes=[1, 2])(x)
    x = layers.Dropout(0.1)(layers.GlobalMaxPooling2D()(x))
    return keras.Model(image, layers.Dense(classes, activation="softmax")(x))
