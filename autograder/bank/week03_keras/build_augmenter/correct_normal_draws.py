import keras
from keras import layers, ops


class Augmenter(layers.Layer):
    def call(self, images, training=False):
        if not training:
            return images
        count = ops.shape(images)[0]
        angle = ops.clip(keras.random.normal((count,), stddev=0.08), -0.4, 0.4)
        zoom = ops.exp(ops.clip(keras.random.normal((count,), stddev=0.06), -0.2, 0.2))
        right, down = ops.unstack(ops.clip(keras.random.normal((2, count), stddev=1.2), -4, 4), 2)
        cosine, sine, none = ops.cos(angle) / zoom, ops.sin(angle) / zoom, ops.zeros_like(angle)
        left = 13.5 - 13.5 * cosine + 13.5 * sine + right
        top = 13.5 - 13.5 * sine - 13.5 * cosine + down
        where = ops.stack([cosine, -sine, left, sine, cosine, top, none, none], axis=1)
        return ops.image.affine_transform(images, where)


def build_augmenter():
    return Augmenter()
