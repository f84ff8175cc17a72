"""parameters with equal numbers are taken for one

Two parameters may hold the same numbers by chance, or because both are new: ask whether they are the same object.
Lesson: 8.2 "Learning rates per group"
"""

import torch

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters() if p.requires_grad]
    same = lambda p: any(p.shape == h.shape and torch.equal(p, h) for h in head)
    body = [p for p in model.parameters() if p.requires_grad and not same(p)]
    return [{"params": head, "lr": head_lr}, {"params": body, "lr": body_lr}]
