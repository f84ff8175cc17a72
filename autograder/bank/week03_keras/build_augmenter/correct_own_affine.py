import keras
from keras import ops, random


class Affine(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.seeds = random.SeedGenerator(5)

    def call(self, images, training=False):
        if not training:
            return images
        count = ops.shape(images)[0]

        def draw(most):
            return random.uniform((count,), -most, most, seed=self.seeds)

        angle, zoom, down, right = draw(0.2), 1 + draw(0.12), draw(2.5), draw(2.5)
        cos, sin, centre = ops.cos(angle) / zoom, ops.sin(angle) / zoom, 13.5
        x = centre - cos * (centre + right) + sin * (centre + down)
        y = centre - sin * (centre + right) - cos * (centre + down)
        zero = ops.zeros_like(angle)
        transforms = ops.stack([cos, -sin, x, sin, cos, y, zero, zero], axis=-1)
        return ops.image.affine_transform(images, transforms)


def build_augmenter():
    return Affine()
