"""frozen parameters are counted too

Only those with `requires_grad` learn.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for p in module.parameters())
