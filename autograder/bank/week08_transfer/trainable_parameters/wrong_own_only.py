"""only parameters directly on the module are counted

`parameters()` goes all the way down.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for p in module.parameters(recurse=False) if p.requires_grad)
