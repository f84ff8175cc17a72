"""copies of the parameters are given

An optimizer must have the tensors themselves.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters() if p.requires_grad]
    known = {id(p) for p in head}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    return [{"params": [p.detach().clone().requires_grad_() for p in head], "lr": head_lr}, {"params": [p.detach().clone().requires_grad_() for p in body], "lr": body_lr}]
