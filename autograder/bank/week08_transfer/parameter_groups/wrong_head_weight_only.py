"""the bias of the head is in no group

It learns as well.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters() if p.requires_grad]
    head_all = head
    head = head[:1]
    known = {id(p) for p in head_all}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    return [{"params": head, "lr": head_lr}, {"params": body, "lr": body_lr}]
