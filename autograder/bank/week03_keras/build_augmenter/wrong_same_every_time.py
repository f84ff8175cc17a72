"""every call makes the same changes

A fixed seed for each draw gives the same pictures in every epoch: the network learns those by heart.
Lesson: 3.3 "In training only"
"""

import keras
from keras import ops, random


class Affine(keras.layers.Layer):
    def call(self, images, training=False):
        if not training:
            return images
        count = ops.shape(images)[0]

        def draw(most, number):
            return ops.broadcast_to(random.uniform((count,), -most, most, seed=number), (count,))

        angle, zoom, down, right = draw(0.2, 1), 1 + draw(0.12, 2), draw(2.5, 3), draw(2.5, 4)
        cos, sin, centre = ops.cos(angle) / zoom, ops.sin(angle) / zoom, 13.5
        x = centre - cos * (centre + right) + sin * (centre + down)
        y = centre - sin * (centre + right) - cos * (centre + down)
        zero = ops.zeros_like(angle)
        transforms = ops.stack([cos, -sin, x, sin, cos, y, zero, zero], axis=-1)
        return ops.image.affine_transform(images, transforms)


def build_augmenter():
    return Affine()
