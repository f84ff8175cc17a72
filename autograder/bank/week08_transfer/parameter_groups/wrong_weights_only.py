"""biases are left out

They learn as well.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters() if p.requires_grad and p.ndim > 1]
    known = {id(p) for p in head}
    body = [p for p in model.parameters() if p.requires_grad and p.ndim > 1 and id(p) not in known]
    return [{"params": head, "lr": head_lr}, {"params": body, "lr": body_lr}]
