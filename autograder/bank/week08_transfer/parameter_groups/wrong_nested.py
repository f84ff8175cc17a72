"""a parameter is there once for every level of modules

`parameters()` goes all the way down already.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters() if p.requires_grad]
    known = {id(p) for p in head}
    body = [p for m in model.modules() for p in m.parameters() if p.requires_grad and id(p) not in known]
    return [{"params": head, "lr": head_lr}, {"params": body, "lr": body_lr}]
