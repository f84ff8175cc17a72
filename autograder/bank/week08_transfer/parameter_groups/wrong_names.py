"""names are given in place of parameters

An optimizer needs the tensors.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [n for n, p in model.classifier.named_parameters() if p.requires_grad]
    known = {id(p) for p in model.classifier.parameters()}
    body = [n for n, p in model.named_parameters() if p.requires_grad and id(p) not in known]
    return [{"params": head, "lr": head_lr}, {"params": body, "lr": body_lr}]
