import keras
from keras import layers


class Reader(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.body = keras.Sequential(
            [
                layers.Conv2D(16, 3, activation="relu"),
                layers.BatchNormalization(momentum=0.9),
                layers.MaxPooling2D(),
                layers.Conv2D(32, 3, activation="relu"),
                layers.Conv2D(32, 3, activation="relu"),
                layers.Flatten(),
            ]
        )
        self.random = keras.random.SeedGenerator()
        self.head = layers.Dense(classes, activation="softmax")

    def call(self, images, training=False):
        x = self.body(images, training=training)
        if training:
            x = keras.random.dropout(x, 0.3, seed=self.random)
        return self.head(x)


def build_cnn(input_shape=(28, 28, 1), classes=10):
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {input_shape}")
    if classes < 2:
        raise ValueError(f"classes must be at least 2, got {classes}")
    return Reader(classes)
