"""nothing is bent

Two linear layers in a row are one linear layer; something has to happen to the negative numbers.
Lesson: 2.1 "Why a network needs a bend"
"""

import numpy as np


def relu(z):
    return z.copy()
