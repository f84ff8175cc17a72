"""a text is returned

A count is an int.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return f"{sum(p.numel() for p in module.parameters() if p.requires_grad):,}"
