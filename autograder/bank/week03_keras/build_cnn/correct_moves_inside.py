import keras
from keras import layers


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    model = keras.models.Sequential([keras.Input(input_shape), layers.RandomTranslation(0.05, 0.05)])
    for filters in (16, 32, 64):
        model.add(layers.Convolution2D(filters, (3, 3), padding="same", activation="relu"))
        model.add(layers.BatchNormalization(momentum=0.8))
        model.add(layers.MaxPool2D((2, 2)))
    model.add(layers.Flatten())
    model.add(layers.GaussianDropout(0.2))
    model.add(layers.Dense(classes))
    model.add(layers.Softmax())
    return model
