"""the numbers are added up, not counted

How many there are was asked for.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return int(sum(p.sum().item() for p in module.parameters() if p.requires_grad))
