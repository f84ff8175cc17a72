import keras
from keras import layers


class Reader(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.blocks = []
        for filters in (16, 32, 32):
            self.blocks.append((layers.Conv2D(filters, 3, padding="same"), layers.BatchNormalization(momentum=0.9)))
        self.dropout = layers.Dropout(0.25)
        self.answer = layers.Dense(classes)

    def call(self, images, training=None):
        x = images
        for convolution, norm in self.blocks:
            x = keras.ops.relu(norm(convolution(x), training=training))
            x = keras.ops.max_pool(x, 2)
        x = keras.ops.reshape(x, (keras.ops.shape(x)[0], -1))
        return keras.ops.softmax(self.answer(self.dropout(x, training=training)))


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError("Input_shape: three numbers, please")
    if not classes > 1:
        raise ValueError("more than one class is needed, see classes")
    return Reader(classes)
