"""one answer for the whole array

The bend looks at each number by itself.
Lesson: 2.1 "Why a network needs a bend"
"""

import numpy as np


def relu(z):
    return z.copy() if (z > 0).all() else np.zeros_like(z)
