"""bytes are counted, not numbers

A float32 has four bytes.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() * p.element_size() for p in module.parameters() if p.requires_grad)
