"""parameters with one axis are left out

Biases, and the scale and shift of a normalisation, learn as well.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for p in module.parameters() if p.requires_grad and p.ndim > 1)
