def parameter_groups(model, head_lr, body_lr):
    head, body = [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        (head if name.startswith("classifier.") else body).append(parameter)
    return [{"params": body, "lr": body_lr}, {"params": head, "lr": head_lr}]
