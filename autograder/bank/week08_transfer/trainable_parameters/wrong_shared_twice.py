"""a weight that two layers share is counted twice

It is one parameter: `parameters()` gives it once.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for part in module.modules() for p in part.parameters(recurse=False) if p.requires_grad)
