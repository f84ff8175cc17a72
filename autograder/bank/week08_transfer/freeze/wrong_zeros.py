"""parameters are set to zero

Freezing keeps what was learned.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for parameter in module.parameters():
        parameter.requires_grad = False
        parameter.zero_()
