"""parameters with other names than weight and bias go on learning

A module may hold a parameter of its own, under any name.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for part in module.modules():
        for name in ("weight", "bias"):
            parameter = getattr(part, name, None)
            if parameter is not None:
                parameter.requires_grad = False
