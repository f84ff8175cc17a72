"""the attribute is set on the module, not on its parameters

A module takes any attribute without a word; what learns are its parameters.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    module.requires_grad = False
