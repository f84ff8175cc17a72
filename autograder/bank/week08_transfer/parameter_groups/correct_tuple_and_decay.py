def parameter_groups(model, head_lr, body_lr):
    head = tuple(p for p in model.classifier.parameters() if p.requires_grad)
    body = tuple(p for p in model.parameters() if p.requires_grad and not any(p is q for q in head))
    return [dict(params=body, lr=body_lr, weight_decay=0.0), dict(params=head, lr=head_lr)]
