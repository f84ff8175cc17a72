"""only biases are frozen

Weights are parameters as well.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for name, parameter in module.named_parameters():
        if "bias" in name:
            parameter.requires_grad = False
