"""the head is left out

It learns too, and it is part of the module.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for n, p in module.named_parameters() if p.requires_grad and not n.startswith("classifier"))
