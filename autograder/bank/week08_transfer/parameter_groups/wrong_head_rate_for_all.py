"""the body has the learning rate of the head

A large step would undo what it has learned.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters() if p.requires_grad]
    known = {id(p) for p in head}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    return [{"params": head, "lr": head_lr}, {"params": body, "lr": head_lr}]
