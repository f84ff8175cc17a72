"""each flag is turned round

Called twice, it lets everything learn again.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for parameter in module.parameters():
        parameter.requires_grad = not parameter.requires_grad
