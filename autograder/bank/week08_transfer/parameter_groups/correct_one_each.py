def parameter_groups(model, head_lr, body_lr):
    return [
        {"params": [p], "lr": head_lr if n.split(".")[0] == "classifier" else body_lr}
        for n, p in model.named_parameters()
        if p.requires_grad
    ]
