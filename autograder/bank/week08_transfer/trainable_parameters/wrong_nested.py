"""parameters of layers inside of layers are counted once for every level

`parameters()` of a module goes all the way down already.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for part in module.modules() for p in part.parameters() if p.requires_grad)
