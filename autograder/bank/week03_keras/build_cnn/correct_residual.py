import keras
from keras import layers


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    decay = keras.regularizers.L2(1e-4)
    image = layers.Input(shape=input_shape)
    x = layers.Conv2D(32, 3, 2, padding="same", activation="relu", kernel_regularizer=decay)(image)
    y = layers.Conv2D(32, 3, padding="same", kernel_regularizer=decay)(x)
    y = layers.ReLU()(layers.BatchNormalization(momentum=0.9)(y))
    y = layers.Conv2D(32, 3, padding="same", kernel_regularizer=decay)(layers.SpatialDropout2D(0.1)(y))
    x = layers.MaxPooling2D()(layers.add([x, y]))
    answer = keras.ops.softmax(layers.Dense(classes)(layers.Flatten()(x)), axis=-1)
    model = keras.Model(inputs=image, outputs=answer)
    model.compile("adam", "categorical_crossentropy")
    return model
