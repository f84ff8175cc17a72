"""biases are left out

They learn as well.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(p.numel() for n, p in module.named_parameters() if p.requires_grad and "bias" not in n)
