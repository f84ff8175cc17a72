def parameter_groups(model, head_lr, body_lr):
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    return [
        {"params": [(n, p) for n, p in named if n.startswith("classifier")], "lr": head_lr},
        {"params": [(n, p) for n, p in named if not n.startswith("classifier")], "lr": body_lr},
    ]
