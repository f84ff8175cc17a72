"""normalisation is left out

Its scale and shift learn as well.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters() if p.requires_grad]
    known = {id(p) for p in head}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in known and not any(p is q for n, q in model.named_parameters() if "norm" in n)]
    return [{"params": head, "lr": head_lr}, {"params": body, "lr": body_lr}]
