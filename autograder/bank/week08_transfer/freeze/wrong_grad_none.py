"""gradients are deleted once

The next backward pass makes new ones.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for parameter in module.parameters():
        parameter.grad = None
