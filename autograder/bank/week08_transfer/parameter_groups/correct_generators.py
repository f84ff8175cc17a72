def parameter_groups(model, head_lr, body_lr):
    ids = set(map(id, model.classifier.parameters()))
    learning = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": (p for p in learning if id(p) in ids), "lr": head_lr},
        {"params": (p for p in learning if id(p) not in ids), "lr": body_lr},
    ]
