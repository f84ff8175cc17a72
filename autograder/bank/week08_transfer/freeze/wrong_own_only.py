"""only parameters directly on the module are frozen

Parameters belong to layers, and layers to blocks: `parameters()` goes all the way down.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for parameter in module.parameters(recurse=False):
        parameter.requires_grad = False
