"""everything is shifted until it is positive

The zero of the bend is fixed. Each number decides for itself, without the others.
Lesson: 2.1 "Why a network needs a bend"
"""

import numpy as np


def relu(z):
    return z - z.min()
