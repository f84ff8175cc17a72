import keras


def residual_block(x, filters, stride=1):
    shortcut = x
    y = keras.layers.Conv2D(filters, (3, 3), strides=(stride, stride), padding="same", kernel_initializer="he_normal")(x)
    y = keras.layers.BatchNormalization(axis=-1, momentum=0.9)(y)
    y = keras.layers.Activation("relu")(y)
    y = keras.layers.Conv2D(filters, (3, 3), padding="same", kernel_regularizer=keras.regularizers.L2(1e-4))(y)
    y = keras.layers.BatchNormalization(axis=3)(y)
    if shortcut.shape != y.shape or stride != 1:
        shortcut = keras.layers.Conv2D(filters, (1, 1), strides=(stride, stride), padding="valid")(shortcut)
        shortcut = keras.layers.BatchNormalization()(shortcut)
    return keras.layers.Activation("relu")(keras.layers.add([shortcut, y]))
