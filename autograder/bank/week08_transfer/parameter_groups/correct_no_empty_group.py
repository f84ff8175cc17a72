def parameter_groups(model, head_lr, body_lr):
    groups = {head_lr: [], body_lr: []} if head_lr != body_lr else {head_lr: []}
    for name, p in model.named_parameters():
        if p.requires_grad:
            groups[head_lr if name.startswith("classifier") else body_lr].append(p)
    return [{"params": params, "lr": lr} for lr, params in groups.items() if params]
