"""the last two parameters are taken for the head

The head need not be defined last.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    parameters = list(p for p in model.parameters() if p.requires_grad)
    return [{"params": parameters[-2:], "lr": head_lr}, {"params": parameters[:-2], "lr": body_lr}]
