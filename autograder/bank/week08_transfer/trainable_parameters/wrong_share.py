"""a share is returned

The number itself was asked for.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    learning = sum(p.numel() for p in module.parameters() if p.requires_grad)
    return learning / sum(p.numel() for p in module.parameters())
