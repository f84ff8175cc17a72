"""layers inside of layers are left out

A block is a module with modules in it: one level is not enough.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for child in module.children():
        for parameter in child.parameters(recurse=False):
            parameter.requires_grad = False
