"""the first axis of each weight is counted

All axes multiplied give the number of numbers.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.shape[0] for p in module.parameters() if p.requires_grad)
