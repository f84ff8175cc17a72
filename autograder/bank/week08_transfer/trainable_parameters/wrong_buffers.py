"""running statistics are counted too

They are buffers: no gradient changes them.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for p in module.parameters() if p.requires_grad) + sum(b.numel() for b in module.buffers())
