"""the count is printed, not returned

What a function prints its caller cannot use.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    print(sum(p.numel() for p in module.parameters() if p.requires_grad))
