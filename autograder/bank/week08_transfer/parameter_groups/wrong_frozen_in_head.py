"""frozen parameters of the head are in a group

The head may be frozen in part, too.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters()]
    known = {id(p) for p in head}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    return [{"params": head, "lr": head_lr}, {"params": body, "lr": body_lr}]
