"""only the first two axes of a weight are counted

A convolution has four: filters, channels, height and width.
Lesson: 8.2 "Fixed features"
"""

import math
def trainable_parameters(module):
    return sum(math.prod(p.shape[:2]) for p in module.parameters() if p.requires_grad)
