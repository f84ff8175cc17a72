from keras import layers


def residual_block(x, filters, stride=1):
    y = layers.ZeroPadding2D(1)(x)
    y = layers.Conv2D(filters, 3, strides=stride, use_bias=False)(y)
    y = layers.ReLU(name=None)(layers.BatchNormalization()(y))
    y = layers.BatchNormalization(gamma_initializer="zeros")(layers.Conv2D(filters, 3, padding="same")(y))
    agree = stride == 1 and x.shape[-1] == filters
    short = layers.Identity()(x) if agree else layers.BatchNormalization()(layers.Conv2D(filters, 1, stride)(x))
    return layers.ReLU()(layers.Add()([short, y]))
