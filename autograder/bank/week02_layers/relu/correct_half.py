"""The mean of a number and its size."""

import numpy as np


def relu(z):
    return (z + abs(z)) / 2
