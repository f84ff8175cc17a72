"""only the first parameter is frozen

The loop ends too early: all parameters were to be frozen.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for parameter in module.parameters():
        parameter.requires_grad = False
        return module
