"""one dict for head and body is given

A list with a dict for each learning rate was asked for.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters() if p.requires_grad]
    known = {id(p) for p in head}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    return {"head": head, "body": body, "lr": [head_lr, body_lr]}
