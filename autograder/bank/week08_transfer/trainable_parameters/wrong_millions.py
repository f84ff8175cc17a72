"""the count is given in millions

The number itself was asked for.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for p in module.parameters() if p.requires_grad) / 1e6
