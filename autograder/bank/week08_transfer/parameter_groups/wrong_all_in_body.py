"""the head is in the body's group as well

Every parameter once: an optimizer refuses one that is there twice.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters() if p.requires_grad]
    known = {id(p) for p in head}
    body = [p for p in model.parameters() if p.requires_grad]
    return [{"params": head, "lr": head_lr}, {"params": body, "lr": body_lr}]
