"""pairs are given in place of dicts

A group is a dict with `params` and `lr`.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters() if p.requires_grad]
    known = {id(p) for p in head}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    return [(head, head_lr), (body, body_lr)]
