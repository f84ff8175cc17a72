"""parameters that hold a gradient are counted

Before the first backward pass none does.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for p in module.parameters() if p.grad is not None)
