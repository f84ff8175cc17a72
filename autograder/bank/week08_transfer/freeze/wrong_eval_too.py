"""the module is put into eval mode as well

That is a decision of its own: parameters are frozen, modes stay as they are.
Lesson: 8.2 "Batch normalisation while frozen"
"""

def freeze(module):
    for parameter in module.parameters():
        parameter.requires_grad = False
    module.eval()
