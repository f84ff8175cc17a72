"""the sides of each weight are added, not multiplied

All axes multiplied give the number of numbers.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(sum(p.shape) for p in module.parameters() if p.requires_grad)
