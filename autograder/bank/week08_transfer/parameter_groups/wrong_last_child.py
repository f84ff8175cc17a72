"""the last part of the model is taken for the head

The head need not be defined last.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in list(model.children())[-1].parameters() if p.requires_grad]
    body = [p for p in model.parameters() if p.requires_grad and all(p is not q for q in head)]
    return [{"params": head, "lr": head_lr}, {"params": body, "lr": body_lr}]
