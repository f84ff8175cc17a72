"""The beginning of the name without its dot: no other name begins so."""

def parameter_groups(model, head_lr, body_lr):
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    return [{"params": [p for n, p in named if n.startswith("classifier")], "lr": head_lr},
            {"params": [p for n, p in named if not n.startswith("classifier")], "lr": body_lr}]
