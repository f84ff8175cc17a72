"""biases go on learning

A frozen layer has a frozen bias as well.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for name, parameter in module.named_parameters():
        if "weight" in name:
            parameter.requires_grad = False
