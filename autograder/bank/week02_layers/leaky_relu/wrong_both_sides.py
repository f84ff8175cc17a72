"""both sides are scaled

Then nothing bends: a line through 0 is linear.
Lesson: 2.1 "Why a network needs a bend"
"""

import numpy as np


def leaky_relu(z, slope=0.01):
    return slope * z
