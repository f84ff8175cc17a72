"""Keras is left to refuse what it refuses

`to_categorical` turns -1 into the last class, cuts fractions, and its IndexError names no argument.
Lesson: 3.1 "One-hot targets"
"""

import keras


def one_hot(labels, classes=10):
    return keras.utils.to_categorical(labels, classes).astype("float32")
