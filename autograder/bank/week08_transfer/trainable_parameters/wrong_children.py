"""parameters directly on the module are left out

They learn as well as those of its layers.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for child in module.children() for p in child.parameters() if p.requires_grad)
