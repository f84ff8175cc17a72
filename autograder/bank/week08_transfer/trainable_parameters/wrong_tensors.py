"""tensors are counted, not the numbers in them

A weight of a layer is one parameter of PyTorch, and many numbers.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return len([p for p in module.parameters() if p.requires_grad])
