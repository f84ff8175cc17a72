"""frozen parameters are in the groups

They get no gradient; whoever counts what learns is misled.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters()]
    known = {id(p) for p in head}
    body = [p for p in model.parameters() if id(p) not in known]
    return [{"params": head, "lr": head_lr}, {"params": body, "lr": body_lr}]
