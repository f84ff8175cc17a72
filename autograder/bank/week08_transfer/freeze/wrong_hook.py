"""gradients are set to zero on their way

An optimizer with weight decay moves the parameter all the same.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for parameter in module.parameters():
        parameter.register_hook(lambda gradient: gradient * 0)
