"""the attribute is misspelt: `require_grad`

PyTorch accepts any attribute name without a word; `requires_grad` is still True.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for parameter in module.parameters():
        parameter.requires_gradient = False
