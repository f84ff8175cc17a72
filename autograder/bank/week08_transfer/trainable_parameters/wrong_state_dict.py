"""the state dict is counted

It holds frozen parameters and running statistics too, and a shared weight twice.
Lesson: 8.2 "Fixed features"
"""

def trainable_parameters(module):
    return sum(value.numel() for value in module.state_dict().values())
