import keras
from keras import layers


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    model = keras.Sequential([keras.Input(input_shape)])
    model.add(layers.Conv2D(32, 5, strides=2, padding="same", activation="relu"))
    model.add(layers.BatchNormalization(momentum=0.9))
    for _ in range(2):
        model.add(layers.SeparableConv2D(64, 3, padding="same", activation="relu"))
        model.add(layers.BatchNormalization(momentum=0.9))
    model.add(layers.MaxPooling2D())
    model.add(layers.Conv2D(64, 1, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dropout(0.5))
    model.add(layers.Dense(classes))
    model.add(layers.Activation("softmax"))
    model.compile("sgd", "mse")
    return model
